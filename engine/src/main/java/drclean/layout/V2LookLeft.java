// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds what a registry left behind in a repository: uploads that were never finished, and the
/// empty folders of manifests that were deleted through the API.
final class V2LookLeft {
  private final V2LookTables shared;
  private final V2LookFolder folders;

  V2LookLeft(V2LookTables shared) {
    this.shared = shared;
    this.folders = new V2LookFolder(shared);
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

  private void revision(String folder) {
    Optional<Instant> changed = shared.tables.source.stat(folder).found().map(Stat::time);
    boolean old = changed.filter(time -> !shared.young(time)).isPresent();
    var inside = new ArrayList<Look.Leftover>();
    if (old && empty(folder) && folders.look(folder, inside::add) == V2LookFolder.Fate.HOLLOW) {
      shared.left(
          new Look.Leftover(
              new Item.Debris(folder),
              folder,
              inside.stream().mapToLong(Look.Leftover::bytes).sum(),
              changed.get(),
              "an empty folder that a delete left"));
    }
  }

  /// Whether nothing but debris is there; signatures of the first schema are not debris.
  private boolean empty(String folder) {
    return shared.tables.source.list(folder) instanceof Answer.Found<List<String>>(var names)
        && names.stream().allMatch(V2Debris::name);
  }
}
