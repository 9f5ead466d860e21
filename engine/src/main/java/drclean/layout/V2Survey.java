// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.storage.Answer;
import drclean.storage.Parallel;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// One survey of a v2 registry: blob names first, so that what is pushed meanwhile is not taken for
/// garbage; then repositories; then each manifest that is not remembered, once.
final class V2Survey {
  private final V2Tables tables;
  private final BitSet blobs = new BitSet();

  V2Survey(V2Tables tables) {
    this.tables = tables;
  }

  Inventory survey() {
    tables.means.memory().recall(tables.digests, tables.needs, tables.sizes);
    blobs();
    List<Repository> repositories = repositories();
    BitSet linked = linked(repositories);
    var manifests = new V2Manifests(tables, linked, blobs);
    manifests.read();
    new V2Orphans(tables, manifests).read(repositories, linked, blobs);
    new V2Signatures(tables, repositories).read();
    var inventory =
        new Inventory(
            "v2",
            tables.digests,
            repositories,
            blobs,
            tables.unreadable,
            tables.needs,
            tables.sizes,
            List.copyOf(tables.findings));
    tables.means.memory().remember(inventory);
    return inventory;
  }

  private void blobs() {
    for (String algorithm : names(tables.paths.blobs())) {
      String folder = tables.paths.blobs() + "/" + algorithm;
      if (algorithm.equals("sha256") || algorithm.equals("sha512")) {
        Parallel.each(tables.means.jobs(), names(folder), shard -> shard(algorithm, folder, shard));
      } else {
        stray(folder);
      }
    }
  }

  /// A registry looks for content only in the shard that its name begins with.
  private void shard(String algorithm, String above, String shard) {
    String folder = above + "/" + shard;
    List<String> names = names(folder);
    long[] words = new long[names.size() * 4];
    int packed = 0;
    for (String name : names) {
      if (!name.startsWith(shard)) {
        stray(folder + "/" + name);
      } else if (algorithm.equals("sha256") && Digests.pack(name, words, packed * 4)) {
        packed++;
      } else {
        Digest.of(algorithm, name).ifPresentOrElse(this::present, () -> stray(folder + "/" + name));
      }
    }
    int[] ids = tables.digests.intern(words, packed);
    synchronized (blobs) {
      for (int id : ids) {
        blobs.set(id);
      }
    }
  }

  private void present(Digest digest) {
    synchronized (blobs) {
      blobs.set(tables.digests.intern(digest));
    }
  }

  private List<Repository> repositories() {
    Map<String, Whole> names = new V2Repositories(tables).find();
    var read = new ConcurrentSkipListMap<String, Repository>();
    var done = new AtomicLong();
    Parallel.each(
        tables.means.jobs(),
        List.copyOf(names.entrySet()),
        name -> {
          read.put(
              name.getKey(), new V2RepositoryReader(tables, name.getKey(), name.getValue()).read());
          tables.means.watch().progress("repositories", done.incrementAndGet(), names.size());
        });
    return List.copyOf(read.values());
  }

  private static BitSet linked(List<Repository> repositories) {
    var linked = new BitSet();
    for (Repository repository : repositories) {
      for (int manifest : repository.manifests().digests()) {
        linked.set(manifest);
      }
      repository.tags().stream().filter(t -> t.readable()).forEach(t -> linked.set(t.digest()));
    }
    return linked;
  }

  private List<String> names(String folder) {
    return switch (tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> names;
      case Answer.Absent<List<String>> _ -> List.of();
      case Answer.Unreadable<List<String>>(var why) -> {
        tables.found(
            new Finding(
                Finding.Kind.UNREADABLE,
                folder,
                folder,
                "the blobs in it cannot be seen: " + why,
                "make the folder readable for this user, or move it away if it is not the"
                    + " registry's",
                Finding.Effect.DAMAGE));
        yield List.of();
      }
    };
  }

  private void stray(String path) {
    if (!V2Debris.name(path.substring(path.lastIndexOf('/') + 1))) {
      tables.note(Finding.Kind.STRAY, path, path, "it is no blob, and is left alone");
    }
  }
}
