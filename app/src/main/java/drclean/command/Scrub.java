// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Plan;
import drclean.plan.Scope;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Manner;
import drclean.run.Outcome;
import drclean.run.Recheck;
import drclean.run.Registry;
import drclean.run.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A clean-up that was planned and can be run.
///
/// @param skipped what could not be looked at, and stays
/// @param young what would be garbage if it were not young, or needed by what is
public record Scrub(
    Registry registry,
    Scope scope,
    Inventory inventory,
    Plan plan,
    List<Finding> skipped,
    Plan.Total young) {
  /// Looks and plans; changes nothing.
  public static Scrub look(Registry registry, Scope scope) {
    return look(registry, scope, inventory -> new Seen.Ground(inventory, Map.of()));
  }

  /// The same from another ground than the plain survey.
  static Scrub look(Registry registry, Scope scope, Function<Inventory, Seen.Ground> view) {
    Instant now = registry.clock().instant();
    Seen seen = Seen.of(registry, scope, now, view);
    return new Scrub(
        registry,
        scope,
        seen.inventory(),
        seen.plan(registry, scope, now),
        seen.skipped(),
        Report.young(seen));
  }

  /// Runs the plan. What was written after the plan's look is put straight back.
  public Outcome run(Lease lease, Following following) {
    var manner = new Manner("scrub", horizon(), following);
    return Runner.execute(registry, lease, plan, manner);
  }

  /// Gives back what earlier runs moved and became needed since: a push may have ended after the
  /// last of them looked.
  public static Recheck.Result heal(Registry registry, Lease lease, Following following) {
    return Recheck.heal(registry, lease, following.listener());
  }

  private Instant horizon() {
    Duration grace = scope.grace();
    return Seen.before(plan.made(), grace);
  }
}
