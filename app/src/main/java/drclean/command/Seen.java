// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.Layout;
import drclean.plan.Mark;
import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Surveyed;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.registry.Unneeded;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a look at a registry saw: what nothing needs at first sight, and in the light of what is
/// young.
///
/// @param firstSight what nothing would need if nothing were young
/// @param surveyed all that a plan is made from
public record Seen(Unneeded firstSight, Surveyed surveyed) {
  /// What is planned from: a survey, and what stays besides, whatever the tags say, and why.
  record Ground(Inventory inventory, Map<Integer, String> pins) {}

  /// Looks at a registry without changing it.
  public static Seen of(Registry registry, Scope scope, Instant now) {
    return of(registry, scope, now, inventory -> new Ground(inventory, Map.of()));
  }

  /// The same from another ground than the plain survey.
  static Seen of(Registry registry, Scope scope, Instant now, Function<Inventory, Ground> view) {
    if (scope.keep() == Scope.Keep.TAGGED && registry.storage() instanceof DiskStorage disk) {
      Signs.refuseUntaggedOfHarbor(disk.root());
    }
    Layout layout = registry.layout();
    Ground ground = view.apply(layout.survey(registry.storage(), registry.means()));
    Inventory inventory = ground.inventory();
    Unneeded first = Mark.of(inventory, scope.keep(), Optional.empty());
    var candidates =
        new Layout.Candidates(
            first,
            before(now, scope.grace()),
            before(now, scope.uploadAge()),
            horizon(scope, Scope.Also.EMPTY_REPOSITORIES, now),
            horizon(scope, Scope.Also.LISTED, now));
    Look look =
        layout
            .look(registry.storage(), registry.means(), inventory, candidates)
            .pinning(ground.pins());
    Unneeded second = Mark.of(inventory, scope.keep(), Optional.of(look));
    return new Seen(first, new Surveyed(inventory, second, look));
  }

  private static Instant horizon(Scope scope, Scope.Also also, Instant now) {
    return scope.also().contains(also) ? before(now, scope.grace()) : Instant.MIN;
  }

  /// The plan that moves away what nothing needs.
  public Plan plan(Registry registry, Scope scope, Instant now) {
    return Planner.scrub(surveyed, scope, now, registry.layout()::path);
  }

  /// What the survey saw.
  public Inventory inventory() {
    return surveyed.inventory();
  }

  /// What the closer look could not look at.
  List<Finding> skipped() {
    return surveyed.look().findings().stream().filter(Finding::damage).toList();
  }

  static Instant before(Instant now, Duration age) {
    return age.compareTo(Duration.between(Instant.EPOCH, now)) >= 0
        ? Instant.EPOCH
        : now.minus(age);
  }
}
