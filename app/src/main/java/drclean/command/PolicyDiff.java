// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Plan.Total;
import drclean.registry.Inventory;
import drclean.retention.judging.Verdict.Kind;
import drclean.run.Registry;
import java.util.ArrayList;
import java.util.List;

/// Which tags of a registry two policies judge differently.
///
/// @param before what the first policy takes
/// @param after what the second takes
public record PolicyDiff(List<Change> changes, Taken before, Taken after) {
  /// A tag of which they say different things, and the bytes of its image.
  public record Change(Opinion before, Opinion after, long bytes) {}

  /// How many tags a policy takes, what a scrub could free then, and why it takes nothing at all.
  public record Taken(long tags, Total freed, List<String> blocked) {}

  /// Judges one look at a registry by both.
  public static PolicyDiff of(Registry registry, Charter first, Charter second) {
    Inventory inventory = Judged.survey(registry);
    return of(Judged.of(registry, inventory, first), Judged.of(registry, inventory, second));
  }

  /// Compares two judgements of one look at a registry.
  public static PolicyDiff of(Judged before, Judged after) {
    Inventory inventory = before.inventory();
    var changes = new ArrayList<Change>();
    for (int place = 0; place < inventory.repositories().size(); place++) {
      if (before.differs(after, place)) {
        changes(before, after, place, changes);
      }
    }
    var freed = new Freed(inventory);
    return new PolicyDiff(List.copyOf(changes), taken(before, freed), taken(after, freed));
  }

  private static void changes(Judged before, Judged after, int place, List<Change> changes) {
    List<Opinion> old = before.opinions(place);
    List<Opinion> now = after.opinions(place);
    for (int tag = 0; tag < old.size(); tag++) {
      if (old.get(tag).verdict().kind() != now.get(tag).verdict().kind()) {
        changes.add(new Change(old.get(tag), now.get(tag), after.bytes(place, tag)));
      }
    }
  }

  private static Taken taken(Judged judged, Freed freed) {
    return new Taken(
        judged.verdicts().count(Kind.DELETE),
        freed.by(judged.verdicts()::deleted),
        judged.verdicts().blocked());
  }
}
