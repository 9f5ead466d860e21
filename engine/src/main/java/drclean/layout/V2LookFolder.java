// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a folder is that lacks the one file it is for: `data` of a blob, `link` of a link.
final class V2LookFolder {
  /// What is to become of it.
  enum Fate {
    /// It holds nothing, or only debris that leaves by itself: the folder goes after it.
    HOLLOW,
    /// It is young, holds what is not the registry's, cannot be read, or is gone already.
    STAYS
  }

  private final V2LookTables shared;

  V2LookFolder(V2LookTables shared) {
    this.shared = shared;
  }

  /// What a folder is; the debris in it leaves by itself, before the folder.
  Fate look(String folder) {
    return look(folder, shared::left);
  }

  /// What a folder is; hands over the debris that would leave with it.
  Fate look(String folder, Consumer<Look.Leftover> leaving) {
    return switch (shared.tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> look(folder, names, leaving);
      case Answer.Absent<List<String>> _ -> Fate.STAYS;
      case Answer.Unreadable<List<String>>(var why) -> {
        shared.unreadable(folder, why);
        yield Fate.STAYS;
      }
    };
  }

  private Fate look(String folder, List<String> names, Consumer<Look.Leftover> leaving) {
    List<String> strange = names.stream().filter(n -> !V2Debris.name(n)).sorted().toList();
    if (!strange.isEmpty()) {
      String path = folder + "/" + strange.getFirst();
      shared.tables.note(
          Finding.Kind.STRAY,
          path,
          path,
          "it is not the registry's, and is left alone with the folder around it");
      return Fate.STAYS;
    }
    boolean old = old(folder);
    var debris = new ArrayList<Look.Leftover>();
    for (String name : names) {
      old &= debris(folder + "/" + name, debris);
    }
    if (old) {
      debris.forEach(leaving);
    }
    return old ? Fate.HOLLOW : Fate.STAYS;
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

  /// Collects an old temporary file; false when it is young or no file.
  private boolean debris(String path, List<Look.Leftover> debris) {
    Answer<Stat> answer = shared.tables.source.stat(path);
    if (!(answer instanceof Answer.Found<Stat>(Stat(var kind, var bytes, Instant time)))) {
      return answer.absent();
    }
    debris.add(
        new Look.Leftover(
            new Item.Debris(path),
            path,
            bytes,
            time,
            "a temporary file that an interrupted write left"));
    return kind == Stat.Kind.FILE && !shared.young(time);
  }
}
