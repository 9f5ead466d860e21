// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.List;

/// What a folder is that lacks the one file it is for: `data` of a blob, `link` of a link.
final class V2LookFolder {
  /// What is to become of it.
  sealed interface Fate {
    /// It is empty, and is cut off.
    record Hollow() implements Fate {}

    /// It holds nothing but temporary files that interrupted writes left, and leaves with them.
    record Debris(long bytes) implements Fate {}

    /// It is young, holds what is not the registry's, cannot be read, or is gone already.
    record Stays() implements Fate {}
  }

  private final V2LookTables shared;

  V2LookFolder(V2LookTables shared) {
    this.shared = shared;
  }

  Fate look(String folder) {
    return switch (shared.tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> look(folder, names);
      case Answer.Absent<List<String>> _ -> new Fate.Stays();
      case Answer.Unreadable<List<String>>(var why) -> {
        shared.unreadable(folder, why);
        yield new Fate.Stays();
      }
    };
  }

  private Fate look(String folder, List<String> names) {
    List<String> strange = names.stream().filter(n -> !V2Debris.name(n)).sorted().toList();
    if (!strange.isEmpty()) {
      String path = folder + "/" + strange.getFirst();
      shared.tables.note(
          Finding.Kind.STRAY,
          path,
          path,
          "it is not the registry's, and is left alone with the folder around it");
      return new Fate.Stays();
    }
    return old(folder)
        ? look(names.stream().map(name -> folder + "/" + name).toList())
        : new Fate.Stays();
  }

  private Fate look(List<String> debris) {
    long bytes = 0;
    for (String path : debris) {
      Answer<Stat> answer = shared.tables.source.stat(path);
      if (answer instanceof Answer.Found<Stat>(Stat(var kind, var size, Instant time))
          && kind == Stat.Kind.FILE
          && !shared.young(time)) {
        bytes += size;
      } else {
        return new Fate.Stays();
      }
    }
    return debris.isEmpty() ? new Fate.Hollow() : new Fate.Debris(bytes);
  }

  private boolean old(String folder) {
    return shared
        .tables
        .source
        .stat(folder)
        .found()
        .filter(s -> !shared.young(s.time()))
        .isPresent();
  }
}
