// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Ints;
import drclean.registry.Needs;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Parallel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads each manifest of a survey once and notes what it needs. The content is hashed before it is
/// believed; what is not understood leaves its needs unknown.
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

  /// Those to be read: not asked for yet, and not remembered; what the remembered ones name, too.
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
      if (tables.needs.knows(id)) {
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
    switch (tables.source.read(tables.paths.data(digest), Manifest.LARGEST)) {
      case Answer.Found<Content>(var content) -> read(id, digest, content.bytes());
      case Answer.Absent<Content> _ -> absent(id, digest);
      case Answer.Unreadable<Content>(var why) -> hidden(id, digest, why);
    }
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
    int[] needs = new int[manifest.needs().size()];
    var named = new ArrayList<Integer>();
    for (int i = 0; i < needs.length; i++) {
      Descriptor descriptor = manifest.needs().get(i);
      int need = tables.digests.intern(descriptor.digest());
      tables.sizes.claimed(need, descriptor.size());
      needs[i] =
          descriptor.mayBeAbsent() || descriptor.role() != Role.BLOB
              ? Needs.mayBeAbsent(need)
              : need;
      if (isManifest(descriptor)) {
        needs[i] = Needs.manifest(needs[i]);
        named.add(need);
      }
    }
    tables.sizes.seen(id, bytes);
    int subject = manifest.subject().map(tables.digests::intern).orElse(-1);
    tables.needs.put(id, needs, subject);
    if (manifest.schema1()) {
      tables.firstSchema(id);
      tables.needs.forThisSurveyOnly(id);
    }
    synchronized (asked) {
      children.addAll(named);
    }
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
            "push the image again, restore it, or delete the manifest",
            Finding.Effect.PROTECTS));
  }

  /// Whether the content is what its digest promises; an algorithm that we lack promises nothing.
  static boolean hashes(Digest digest, byte[] bytes) {
    return hash(digest.algorithm())
        .map(h -> HexFormat.of().formatHex(h.digest(bytes)).equals(digest.hex()))
        .orElse(false);
  }

  static Optional<MessageDigest> hash(String algorithm) {
    try {
      return switch (algorithm) {
        case "sha256" -> Optional.of(MessageDigest.getInstance("SHA-256"));
        case "sha512" -> Optional.of(MessageDigest.getInstance("SHA-512"));
        default -> Optional.empty();
      };
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
