// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds repositories and namespaces in which nothing is left but folders, all untouched for long:
/// a push makes the folders that it needs, and these may be just made.
final class EmptyFolders {
  private final Source source;
  private final Instant horizon;
  private final Pattern skeleton;
  private final List<Look.Leftover> found = new ArrayList<>();

  /// @param horizon folders changed after it stay; [Instant#MIN] when no folder is to go
  /// @param skeleton the folders within a repository that mean nothing when they are empty
  EmptyFolders(Source source, Instant horizon, Pattern skeleton) {
    this.source = source;
    this.horizon = horizon;
    this.skeleton = skeleton;
  }

  /// The folders that may go from a folder of repositories.
  List<Look.Leftover> below(String repositories) {
    if (horizon.isAfter(Instant.MIN)) {
      names(repositories).forEach(name -> repository(Source.join(repositories, name)));
    }
    return List.copyOf(found);
  }

  /// Whether this repository or namespace goes, with all that lies in it.
  private boolean repository(String folder) {
    if (!isFolder(folder)) {
      return false;
    }
    Optional<Instant> changed = oldFolder(folder);
    var within = new ArrayList<Look.Leftover>();
    boolean goes = changed.isPresent();
    for (String name : names(folder)) {
      String path = Source.join(folder, name);
      goes &= name.startsWith("_") ? bare(path, name, within) : repository(path);
    }
    if (goes) {
      found.addAll(within);
      found.add(leftover(folder, changed.orElseThrow()));
    }
    return goes;
  }

  private boolean isFolder(String path) {
    return source.stat(path).found().filter(stat -> stat.kind() == Stat.Kind.FOLDER).isPresent();
  }

  /// When a folder was last changed, if that is long ago.
  private Optional<Instant> oldFolder(String path) {
    return source
        .stat(path)
        .found()
        .filter(stat -> stat.kind() == Stat.Kind.FOLDER && !stat.time().isAfter(horizon))
        .map(Stat::time);
  }

  /// Whether a folder within a repository holds nothing but its skeleton.
  private boolean bare(String path, String inner, List<Look.Leftover> within) {
    Optional<Instant> changed = oldFolder(path);
    if (changed.isEmpty() || !skeleton.matcher(inner).matches()) {
      return false;
    }
    for (String name : names(path)) {
      if (!bare(Source.join(path, name), Source.join(inner, name), within)) {
        return false;
      }
    }
    within.add(leftover(path, changed.get()));
    return true;
  }

  private static Look.Leftover leftover(String path, Instant changed) {
    return new Look.Leftover(
        new Item.Folder(path), path, 0, changed, "nothing is left in this repository");
  }

  /// What cannot be listed may hold anything: rmdir, which takes only what is empty, decides.
  private List<String> names(String folder) {
    return source.list(folder) instanceof Answer.Found<List<String>>(var names) ? names : List.of();
  }
}
