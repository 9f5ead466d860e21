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
import drclean.registry.Tagged;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Manner;
import drclean.run.Outcome;
import drclean.run.Registry;
import drclean.run.Runner;
import drclean.run.Runs;
import drclean.run.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes room for tags that are to come back: what lies at their places leaves in a run of its own,
/// which can be restored like any other. What was pushed lately stays.
///
/// @param leaving the tags that are in the way
/// @param young those that are in the way and stay
/// @param horizon what was pushed after it is young
public record GiveWay(
    Registry registry, List<Leaving> leaving, List<Item.Tag> young, Instant horizon) {
  /// Looks for the tags that are in the way of a run's; changes nothing.
  public static GiveWay look(Registry registry, Selection selection, Duration grace) {
    String run = selection.run().orElseThrow();
    Inventory inventory = registry.layout().survey(registry.storage(), registry.means());
    var notes = new TagNotes(registry.layout(), inventory);
    Instant horizon = Seen.before(registry.clock().instant(), grace);
    try (var moves = Runs.moves(registry, run)) {
      Map<Boolean, List<Leaving>> byAge =
          moves
              .filter(move -> selection.wanted().test(move.item()))
              .flatMap(move -> leaving(registry, move, notes).stream())
              .collect(
                  Collectors.partitioningBy(
                      leaving -> pushed(inventory, leaving.tag()).isAfter(horizon)));
      List<Leaving> young = byAge.getOrDefault(true, List.of());
      return new GiveWay(
          registry,
          byAge.getOrDefault(false, List.of()),
          young.stream().map(Leaving::tag).toList(),
          horizon);
    }
  }

  private static Instant pushed(Inventory inventory, Item.Tag tag) {
    return inventory.repositories().stream()
        .filter(repository -> repository.name().equals(tag.repository()))
        .flatMap(repository -> repository.tags().stream())
        .filter(tagged -> tagged.name().equals(tag.name()))
        .map(Tagged::pushed)
        .findFirst()
        .orElse(Instant.MAX);
  }

  /// Moves them away; nothing when none leaves.
  public Optional<Outcome> run(Lease lease, Following following) {
    if (leaving.isEmpty()) {
      return Optional.empty();
    }
    Instant now = registry.clock().instant();
    var plan = Planner.untag(registry.layout().name(), leaving, now, registry.layout()::path);
    return Optional.of(
        Runner.execute(registry, lease, plan, new Manner("untag", horizon, following)));
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
