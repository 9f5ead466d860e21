// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import drclean.registry.Item;
import java.util.Optional;

/// A run whose time has come, as one reading of its plan shows it beside what lies in the registry.
///
/// A survey that reads names takes a blob's folder for the blob, so it does not see that the blob
/// is needed when it came back in name only: the whole one in quarantine must not be deleted then.
///
/// @param items how many items of it are on the disk
/// @param revealed whether an empty folder that hid something from earlier looks was removed
/// @param stays why it must not be deleted, if so
record Due(String run, long items, boolean revealed, Optional<String> stays) {
  static Due read(Registry registry, String run) {
    var planned = new Reading(registry, run);
    if (!(PlanFile.open(registry, run, planned::step) instanceof PlanFile.Opened.Lost(var why))) {
      Kept.aside(registry, run).forEach(planned::step);
      return planned.due();
    }
    var shown = new Reading(registry, run);
    Kept.shown(registry, run).forEach(shown::step);
    if (registry.exists(registry.moved(run))) {
      shown.stays =
          Optional.of(
              "what belongs together in it is not known (%s); `restore %s` gives it back, and another scrub takes it again"
                  .formatted(why, run));
    }
    return shown.due();
  }

  private static final class Reading {
    private final Registry registry;
    private final String run;
    private final boolean begun;
    private final InTheWay inTheWay;
    private long items;
    private boolean revealed;
    private Optional<String> stays = Optional.empty();

    Reading(Registry registry, String run) {
      this.registry = registry;
      this.run = run;
      this.begun = Runs.begun(registry, run);
      this.inTheWay = new InTheWay(registry);
    }

    void step(Step step) {
      if (step instanceof Step.Move move) {
        String moved = registry.moved(run, move.item(), move.path());
        if (registry.exists(moved)) {
          items++;
          kept(move, moved);
        } else if (begun && registry.exists(registry.deleted(run, move.item(), move.path()))) {
          items++;
        }
      }
    }

    private void kept(Step.Move move, String moved) {
      if (!(move.item() instanceof Item.Blob(var digest)) || !registry.exists(move.path())) {
        return;
      }
      if (inTheWay.removed(move.path())) {
        revealed = true;
      } else if (inTheWay.less(digest, move.path(), moved)) {
        stays =
            Optional.of(
                "%s is whole in it, and what lies at %s is less; move that away and run `restore`"
                    .formatted(move.item().title(), move.path()));
      }
    }

    Due due() {
      return new Due(run, items, revealed, stays);
    }
  }
}
