// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds what a registry left behind in a repository: uploads that were never finished, and the
/// empty folders of manifests that were deleted through the API.
final class V2LookLeft {
  private static final List<String> ALGORITHMS = List.of("sha256", "sha512");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

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
      if (tree.known()) {
        upload(new Item.Upload(repository, id), path, tree);
      }
    }
  }

  private void upload(Item.Upload item, String path, V2LookTree tree) {
    String last = MINUTE.format(tree.newest()) + " UTC";
    if (tree.newest().isBefore(shared.candidates.uploadHorizon())) {
      String why = "an upload that was never finished, last written " + last;
      shared.left(new Look.Leftover(item, path, tree.bytes(), tree.newest(), why));
    } else {
      String why = "an upload that may still go on, last written " + last;
      shared.upload(new Look.Leftover(item, path, tree.bytes(), tree.newest(), why));
    }
  }

  private void revisions(int repository) {
    String folder = shared.tables.paths.revisions(shared.repository(repository).name());
    var linked = new BitSet();
    for (int manifest : shared.repository(repository).manifests().digests()) {
      linked.set(manifest);
    }
    for (String algorithm : ALGORITHMS) {
      String inner = folder + "/" + algorithm;
      for (String hex : shared.names(inner)) {
        Digest.of(algorithm, hex)
            .map(shared.inventory.digests()::find)
            .filter(id -> id == Digests.NONE || !linked.get(id))
            .ifPresent(_ -> revision(inner + "/" + hex));
      }
    }
  }

  private void revision(String folder) {
    if (empty(folder)) {
      switch (folders.look(folder)) {
        case V2LookFolder.Fate.Hollow _ ->
            left(new Item.Folder(folder), 0, "an empty folder that a delete left");
        case V2LookFolder.Fate.Debris(var bytes) ->
            left(
                new Item.Debris(folder),
                bytes,
                "a folder of temporary files that an interrupted write left");
        case V2LookFolder.Fate.Stays _ -> {}
      }
    }
  }

  /// An empty folder is cut off and never moved: a push that comes meanwhile puts its link there.
  private void left(Item item, long bytes, String why) {
    String folder = shared.tables.paths.path(item);
    Optional<Instant> changed = shared.tables.source.stat(folder).found().map(Stat::time);
    changed.ifPresent(time -> shared.left(new Look.Leftover(item, folder, bytes, time, why)));
  }

  /// Whether nothing but debris is there; signatures of the first schema are not debris.
  private boolean empty(String folder) {
    return shared.tables.source.list(folder) instanceof Answer.Found<List<String>>(var names)
        && names.stream().allMatch(V2Debris::name);
  }
}
