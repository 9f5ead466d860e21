// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Hashes;
import drclean.registry.Ints;
import drclean.registry.Needs;
import drclean.storage.Answer;
import drclean.storage.Parallel;
import drclean.storage.Stat;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Reads each manifest of a survey once and notes what it needs. The content is hashed before it is
/// believed; of what is remembered it is only made sure that it is there and as long as it was.
/// What is not understood leaves its needs unknown.
final class V2Manifests {
  private static final int BATCH = 64;

  private final V2Tables tables;
  private final BitSet linked;
  private final BitSet blobs;
  private final BitSet asked = new BitSet();
  private List<Integer> children = new ArrayList<>();

  /// The reader of the manifests that repositories link or tag: those must be there.
  V2Manifests(V2Tables tables, BitSet linked, BitSet blobs) {
    this.tables = tables;
    this.linked = linked;
    this.blobs = blobs;
  }

  void read() {
    Ints todo = news(linked.stream());
    for (int done = 0; !todo.isEmpty(); done += todo.size()) {
      read(todo, done);
      List<Integer> named = children;
      children = new ArrayList<>();
      todo = news(named.stream().mapToInt(Integer::intValue));
    }
  }

  /// Those not asked for yet; what only this survey knows of needs no reading.
  private Ints news(IntStream ids) {
    var todo = new Ints();
    var ahead = new Ints();
    ahead.addAll(ids.toArray());
    while (!ahead.isEmpty()) {
      int id = ahead.pop();
      if (asked.get(id)) {
        continue;
      }
      asked.set(id);
      if (tables.needs.knows(id) && !tables.needs.holdsForEver(id)) {
        tables.needs.eachManifest(id, ahead::add);
      } else {
        todo.add(id);
      }
    }
    return todo;
  }

  private void read(Ints todo, int done) {
    int batches = (todo.size() + BATCH - 1) / BATCH;
    Parallel.each(
        tables.means.jobs(),
        IntStream.range(0, batches).boxed().toList(),
        batch -> {
          int end = Math.min(todo.size(), (batch + 1) * BATCH);
          for (int i = batch * BATCH; i < end; i++) {
            read(todo.get(i));
          }
          tables.means.watch().progress("manifests", (long) done + end, (long) done + todo.size());
        });
  }

  private void read(int id) {
    Digest digest = tables.digests.get(id);
    String path = tables.paths.data(digest);
    if (tables.needs.holdsForEver(id) && isWhole(id, path)) {
      var further = new ArrayList<Integer>();
      tables.needs.eachManifest(id, further::add);
      further(further);
      return;
    }
    switch (tables.source.bytes(path, Manifest.LARGEST)) {
      case Answer.Found<byte[]>(var bytes) -> read(id, digest, bytes);
      case Answer.Absent<byte[]> _ -> absent(id, digest);
      case Answer.Unreadable<byte[]>(var why) -> hidden(id, digest, why);
    }
  }

  /// Whether what is remembered is still there, as long as it was; else it is read again. What it
  /// needs is known all the same.
  private boolean isWhole(int id, String path) {
    return tables.source.stat(path) instanceof Answer.Found<Stat>(var stat)
        && stat.kind() == Stat.Kind.FILE
        && stat.size() == tables.sizes.get(id);
  }

  /// What cannot be read is there, also where its folder could not be listed.
  private void hidden(int id, Digest digest, String why) {
    synchronized (blobs) {
      blobs.set(id);
    }
    unknown(id, digest, Finding.Kind.UNREADABLE, why);
  }

  private void read(int id, Digest digest, byte[] bytes) {
    if (!hashes(digest, bytes)) {
      unknown(
          id,
          digest,
          Finding.Kind.CORRUPT,
          bytes.length == 0 ? "it is empty" : "its content does not hash to its digest");
      return;
    }
    switch (Manifest.parse(bytes)) {
      case Parsed.Understood(var manifest) -> understood(id, bytes.length, manifest);
      case Parsed.NotUnderstood(var why) -> notUnderstood(id, digest, why);
    }
  }

  /// A child of unknown kind that does not parse is a blob like any other.
  private void notUnderstood(int id, Digest digest, String why) {
    if (linked.get(id)) {
      unknown(id, digest, Finding.Kind.CORRUPT, why);
    }
  }

  void understood(int id, int bytes, Manifest manifest) {
    List<Descriptor> named = manifest.needs();
    int[] needs = tables.digests.intern(named.stream().map(Descriptor::digest).toList());
    tables.sizes.claimed(needs, named.stream().mapToLong(Descriptor::size).toArray());
    tables.sizes.seen(id, bytes);
    var further = new ArrayList<Integer>();
    for (int i = 0; i < needs.length; i++) {
      if (isManifest(named.get(i))) {
        further.add(needs[i]);
      }
      needs[i] = marked(needs[i], named.get(i));
    }
    int subject = manifest.subject().map(tables.digests::intern).orElse(-1);
    tables.needs.put(id, needs, subject);
    if (manifest.schema1()) {
      tables.firstSchema(id);
      tables.needs.forThisSurveyOnly(id);
    }
    further(further);
  }

  private void further(List<Integer> named) {
    synchronized (asked) {
      children.addAll(named);
    }
  }

  /// A need with its marks.
  private static int marked(int need, Descriptor descriptor) {
    boolean optional = descriptor.mayBeAbsent() || descriptor.role() != Role.BLOB;
    int marked = optional ? Needs.mayBeAbsent(need) : need;
    return isManifest(descriptor) ? Needs.manifest(marked) : marked;
  }

  private static boolean isManifest(Descriptor descriptor) {
    return descriptor.role() == Role.CHILD
        || (descriptor.role() == Role.PERHAPS_CHILD && descriptor.size() <= Manifest.LARGEST);
  }

  private void absent(int id, Digest digest) {
    if (linked.get(id)) {
      unknown(id, digest, Finding.Kind.MISSING, "it is linked and its content is not there");
    }
  }

  private void unknown(int id, Digest digest, Finding.Kind kind, String why) {
    tables.unreadable(id);
    tables.found(
        new Finding(
            kind,
            digest.toString(),
            tables.paths.data(digest),
            "what this manifest needs is unknown: " + why,
            kind == Finding.Kind.UNREADABLE
                ? "make it readable for this user, or run as the user of the registry"
                : "push the image again, or restore it",
            Finding.Effect.PROTECTS));
  }

  /// Whether the content is what its digest promises; an algorithm that we lack promises nothing.
  static boolean hashes(Digest digest, byte[] bytes) {
    return Hashes.of(digest.algorithm())
        .map(h -> MessageDigest.isEqual(h.digest(bytes), digest.bytes()))
        .orElse(false);
  }
}
