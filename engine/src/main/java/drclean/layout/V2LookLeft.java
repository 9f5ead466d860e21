// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds what a registry left behind in a repository: uploads that were never finished, and the
/// empty folders of manifests that were deleted through the API.
final class V2LookLeft {
  private final V2LookTables shared;

  V2LookLeft(V2LookTables shared) {
    this.shared = shared;
  }

  void look(int repository) {
    if (!shared.elsewhere(repository)) {
      uploads(shared.repository(repository).name());
      revisions(repository);
    }
  }

  private void uploads(String repository) {
    String folder = shared.tables.paths.uploads(repository);
    for (String id : shared.names(folder)) {
      String path = folder + "/" + id;
      var tree = new V2LookTree(shared.tables.source);
      tree.add(path);
      if (tree.known() && tree.newest().isBefore(shared.candidates.uploadHorizon())) {
        shared.left(
            new Look.Leftover(
                new Item.Upload(repository, id),
                path,
                tree.bytes(),
                tree.newest(),
                "an upload that was never finished, last written " + tree.newest()));
      }
    }
  }

  private void revisions(int repository) {
    String folder = shared.tables.paths.revisions(shared.repository(repository).name()) + "/sha256";
    List<String> names = shared.names(folder);
    int[] linked = shared.repository(repository).manifests().digests();
    if (names.size() == linked.length) {
      return;
    }
    var known = new BitSet();
    for (int manifest : linked) {
      known.set(manifest);
    }
    for (String name : names) {
      int id = Digest.of("sha256", name).map(shared.inventory.digests()::find).orElse(Digests.NONE);
      boolean linkedOne = id != Digests.NONE && known.get(id);
      if (!linkedOne && Digest.of("sha256", name).isPresent()) {
        revision(folder + "/" + name);
      }
    }
  }

  /// It is cut off and never moved: a push that comes meanwhile puts its link into it.
  private void revision(String folder) {
    boolean empty = shared.tables.source.list(folder).found().filter(List::isEmpty).isPresent();
    Optional<Instant> old =
        shared.tables.source.stat(folder).found().map(Stat::time).filter(t -> !shared.young(t));
    if (empty && old.isPresent()) {
      shared.left(
          new Look.Leftover(
              new Item.Folder(folder), folder, 0, old.get(), "an empty folder that a delete left"));
    }
  }
}
