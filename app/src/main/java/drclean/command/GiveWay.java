// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Bond;
import drclean.plan.Leaving;
import drclean.plan.Planner;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Manner;
import drclean.run.Outcome;
import drclean.run.Registry;
import drclean.run.Runner;
import drclean.run.Runs;
import drclean.run.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes room for tags that are to come back: what lies at their places leaves in a run of its own,
/// which can be restored like any other.
public final class GiveWay {
  private GiveWay() {}

  /// Moves away the tags that are in the way of a run's; nothing when none is.
  public static Optional<Outcome> of(
      Registry registry, Lease lease, Selection selection, Following following) {
    String run = selection.run().orElseThrow();
    Inventory inventory = registry.layout().survey(registry.storage(), registry.means());
    var notes = new TagNotes(registry.layout(), inventory);
    List<Leaving> leaving;
    try (var moves = Runs.moves(registry, run)) {
      leaving =
          moves
              .filter(move -> selection.wanted().test(move.item()))
              .flatMap(move -> leaving(registry, move, notes).stream())
              .toList();
    }
    if (leaving.isEmpty()) {
      return Optional.empty();
    }
    Instant now = registry.clock().instant();
    var plan = Planner.untag(registry.layout().name(), leaving, now, registry.layout()::path);
    return Optional.of(
        Runner.execute(registry, lease, plan, new Manner("untag", Instant.MAX, following)));
  }

  private static Optional<Leaving> leaving(Registry registry, Step.Move move, TagNotes notes) {
    boolean inTheWay =
        move.item() instanceof Item.Tag && !registry.storage().stat(move.path()).absent();
    if (!inTheWay || !(move.item() instanceof Item.Tag tag)) {
      return Optional.empty();
    }
    Digest there =
        registry
            .layout()
            .target(registry.storage(), registry.means(), move.path())
            .orElseThrow(
                () ->
                    new Refused(
                        "what %s points at now cannot be read; move %s away by hand"
                            .formatted(tag.title(), move.path())));
    boolean same = move.bond() instanceof Bond.Target(var target) && target.equals(there);
    String because = "it gives way to what it pointed at before";
    return same ? Optional.empty() : Optional.of(new Leaving(tag, there, because, notes.of(tag)));
  }
}
