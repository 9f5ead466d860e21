// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which runs must not be deleted though their time has come, and why.
final class Holds {
  private final Registry registry;
  private final List<String> due;
  private final Map<String, String> held = new LinkedHashMap<>();

  /// Begins before a look: an empty folder at a blob's place would hide from it that the blob is
  /// needed.
  Holds(Registry registry, List<String> due) {
    this.registry = registry;
    this.due = due;
    var husks = new Husks(registry);
    for (String run : due) {
      husks.of(run).forEach(this::notWhole);
    }
  }

  private void notWhole(GivenBack hidden) {
    held.put(
        hidden.run(),
        "%s is whole in it, and what lies at %s is less; move that away and run `restore`"
            .formatted(hidden.item().title(), hidden.path()));
  }

  /// The runs that are held after this look.
  Map<String, String> after(Recheck.Result look) {
    for (GivenBack stuck : look.stuck()) {
      held.put(
          stuck.run(),
          "%s in it is needed, and something else lies at %s; move that away and run `restore`"
              .formatted(stuck.item().title(), stuck.path()));
    }
    for (String run : due) {
      if (registry.exists(registry.moved(run))
          && PlanFile.open(registry, run) instanceof PlanFile.Opened.Lost(var why)) {
        held.put(
            run,
            "what belongs together in it is not known (%s); `restore %s` gives it back, and another scrub takes it again"
                .formatted(why, run));
      }
    }
    held.keySet().retainAll(due);
    return held;
  }
}
