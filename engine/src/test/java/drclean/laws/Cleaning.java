// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.Layout;
import drclean.layout.Means;
import drclean.layout.Memory;
import drclean.plan.Mark;
import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.plan.Surveyed;
import drclean.registry.Doubt;
import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.registry.Refused;
import drclean.registry.Unneeded;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Listener;
import drclean.run.Manner;
import drclean.run.Outcome;
import drclean.run.Owner;
import drclean.run.Purge;
import drclean.run.Registry;
import drclean.run.Restore;
import drclean.run.Runner;
import drclean.run.Selection;
import drclean.storage.Source;
import drclean.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Cleans a world as the commands do: surveys, plans, runs under a lease, restores, purges.
record Cleaning(
    Layout layout, Storage storage, Scope.Keep keep, Duration later, Instant emptyHorizon) {
  static final Duration HOLD = Duration.ofDays(7);
  private static final Purge.Bounds BOUNDS =
      new Purge.Bounds(HOLD, _ -> true, Set.of(Doubt.NOTHING_IS_TAGGED));
  private static final Owner OWNER = Owner.here();

  /// One that leaves the folders of empty repositories.
  Cleaning(Layout layout, Storage storage, Scope.Keep keep, Duration later) {
    this(layout, storage, keep, later, Instant.MIN);
  }

  static Cleaning of(World world, Scope.Keep keep) {
    return new Cleaning(world.layout(), world.storage(), keep, Duration.ZERO);
  }

  Cleaning with(Storage other) {
    return new Cleaning(layout, other, keep, later, emptyHorizon);
  }

  /// The same when a lease that nobody gave up has ended.
  Cleaning after(Duration wait) {
    return new Cleaning(layout, storage, keep, later.plus(wait), emptyHorizon);
  }

  /// The same that takes the folders of empty repositories, too.
  Cleaning andEmptyRepositories() {
    return new Cleaning(layout, storage, keep, later, World.HORIZON);
  }

  Plan plan() {
    return plan(storage);
  }

  Plan plan(Source source) {
    return plan(source, Memory.NONE);
  }

  Plan plan(Source source, Memory memory) {
    var means = new Means(1, memory, Means.Watch.NOBODY, Means.Pause.NONE);
    Inventory inventory = layout.survey(source, means);
    Unneeded unneeded = Mark.of(inventory, keep, Optional.empty());
    Look look =
        layout.look(
            source,
            Means.plain(),
            inventory,
            new Layout.Candidates(
                unneeded, World.HORIZON, World.UPLOADS, emptyHorizon, World.HORIZON));
    var surveyed = new Surveyed(inventory, Mark.of(inventory, keep, Optional.of(look)), look);
    var scope =
        new Scope(
            keep,
            Duration.ofDays(1),
            Duration.ofDays(7),
            Set.of(Scope.Also.LISTED),
            Set.of(Doubt.NOTHING_IS_TAGGED));
    return Planner.scrub(surveyed, scope, World.NOW, layout::path);
  }

  /// The steps of the plan, none when it is refused.
  List<Step> steps() {
    return steps(storage);
  }

  List<Step> steps(Source source) {
    return steps(source, Memory.NONE);
  }

  List<Step> steps(Source source, Memory memory) {
    try {
      return plan(source, memory).steps().get().toList();
    } catch (Refused _) {
      return List.of();
    }
  }

  Outcome scrub(Plan plan) {
    return scrub(plan, Listener.NOBODY);
  }

  Outcome scrub(Plan plan, Listener listener) {
    var manner = new Manner("scrub", World.HORIZON, new Following(listener, () -> false));
    return leased((registry, lease) -> Runner.execute(registry, lease, plan, manner));
  }

  Restore.Result restore() {
    return leased(
        (registry, lease) ->
            Restore.restore(registry, lease, Selection.everything(), Following.NOBODY));
  }

  Purge.Result purge() {
    return leased((registry, lease) -> Purge.purge(registry, lease, BOUNDS, Following.NOBODY));
  }

  private <T> T leased(BiFunction<Registry, Lease, T> work) {
    Instant now = World.NOW.plus(later);
    var registry = new Registry(storage, layout, Means.plain(), () -> now, Registry.QUARANTINE);
    try (Lease lease = Lease.take(storage, Registry.QUARANTINE, OWNER, () -> now)) {
      return work.apply(registry, lease);
    }
  }
}
