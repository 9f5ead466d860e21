// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Manifest.Parsed;
import drclean.registry.Digest;
import drclean.registry.Ints;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Tagged;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Parallel;
import drclean.storage.Stat;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the manifests that nothing links, tags or names. A manifest or a tag that cannot be read
/// may have named them: an index that is torn, a child whose link was deleted. Looked for only
/// where something cannot be read, because every blob that nothing names is opened for it.
final class V2Orphans {
  private static final int BATCH = 64;

  private final V2Tables tables;
  private final V2Manifests manifests;

  V2Orphans(V2Tables tables, V2Manifests manifests) {
    this.tables = tables;
    this.manifests = manifests;
  }

  void read(List<Repository> repositories, BitSet linked, BitSet blobs) {
    if (tables.unreadable.isEmpty() && repositories.stream().allMatch(V2Orphans::clear)) {
      return;
    }
    var orphans = (BitSet) blobs.clone();
    orphans.andNot(named(linked));
    int[] all = orphans.stream().toArray();
    Parallel.each(
        tables.means.jobs(),
        IntStream.rangeClosed(0, all.length / BATCH).boxed().toList(),
        batch -> {
          for (int i = batch * BATCH; i < Math.min(all.length, (batch + 1) * BATCH); i++) {
            read(all[i]);
          }
        });
  }

  private static boolean clear(Repository repository) {
    return repository.whole() != Whole.DAMAGED
        && repository.tags().stream().allMatch(Tagged::readable);
  }

  private BitSet named(BitSet linked) {
    var named = new BitSet();
    var ahead = new Ints();
    ahead.addAll(linked.stream().toArray());
    while (!ahead.isEmpty()) {
      int id = ahead.pop();
      if (!named.get(id)) {
        named.set(id);
        tables.needs.each(id, ahead::add);
      }
    }
    return named;
  }

  private void read(int id) {
    Digest digest = tables.digests.get(id);
    String path = tables.paths.data(digest);
    if (tables.needs.knows(id)) {
      tables.needs.perhaps(id);
      return;
    }
    switch (tables.source.read(path, Manifest.LARGEST)) {
      case Answer.Found<Content>(var content) -> read(id, digest, content.bytes());
      case Answer.Unreadable<Content> _ when small(path) -> tables.needs.perhaps(id);
      case Answer.Unreadable<Content> _, Answer.Absent<Content> _ -> {}
    }
  }

  private void read(int id, Digest digest, byte[] bytes) {
    if (Manifest.parse(bytes) instanceof Parsed.Understood(var manifest)
        && V2Manifests.hashes(digest, bytes)) {
      manifests.understood(id, bytes.length, manifest);
      tables.needs.perhaps(id);
    }
  }

  private boolean small(String path) {
    return tables.source.stat(path) instanceof Answer.Found<Stat>(var stat)
        && stat.size() <= Manifest.LARGEST;
  }
}
