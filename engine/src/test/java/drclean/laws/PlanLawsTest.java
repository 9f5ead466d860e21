// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Refused;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Laws 1 and 2: what a plan holds, and what each beginning of it leaves behind.
class PlanLawsTest {
  private interface Property {
    void holds(World world, Keep keep);
  }

  /// A whole registry is never refused; of damaged ones most are not.
  private static void each(int seeds, World.Health health, Property property) {
    for (Keep keep : Keep.values()) {
      Seeds.most(
          seeds,
          seed -> {
            World world = World.of(seed, health);
            boolean planned = refused(world, keep).isEmpty();
            assertTrue(planned || health == World.Health.DAMAGED);
            property.holds(world, keep);
            return planned;
          });
    }
  }

  private static Optional<Refused> refused(World world, Keep keep) {
    try {
      Cleaning.of(world, keep).plan();
      return Optional.empty();
    } catch (Refused e) {
      return Optional.of(e);
    }
  }

  @Test
  void nothingLiveIsInAPlan() {
    each(300, World.Health.WHOLE, PlanLawsTest::nothingLive);
  }

  @Test
  void nothingLiveIsInAPlanOfADamagedRegistry() {
    each(300, World.Health.DAMAGED, PlanLawsTest::nothingLive);
  }

  private static void nothingLive(World world, Keep keep) {
    Set<String> live = world.truth(world.tree(), keep).live();
    live.retainAll(planned(world, keep));
    assertEquals(Set.of(), live, "planned and live, " + keep);
  }

  @Test
  void allThatIsOldAndNotLiveIsInThePlan() {
    each(
        300,
        World.Health.WHOLE,
        (world, keep) -> {
          Set<String> garbage = world.truth(world.tree(), keep).garbage();
          garbage.removeAll(planned(world, keep));
          assertEquals(Set.of(), garbage, "garbage and not planned, " + keep);
        });
  }

  private static Set<String> planned(World world, Keep keep) {
    return Cleaning.of(world, keep).steps().stream().map(Step::path).collect(Collectors.toSet());
  }

  @Test
  void everyBeginningOfAPlanLeavesARegistryThatIsNoWorse() {
    each(100, World.Health.WHOLE, PlanLawsTest::noWorse);
  }

  @Test
  void everyBeginningOfAPlanLeavesADamagedRegistryNoWorse() {
    each(100, World.Health.DAMAGED, PlanLawsTest::noWorse);
  }

  private static void noWorse(World world, Keep keep) {
    Truth before = world.truth(world.tree(), keep);
    for (Step step : Cleaning.of(world, keep).steps()) {
      switch (step) {
        case Step.Move move ->
            world.storage().move(move.path(), "dr-clean/" + move.item().kind() + "/" + move.path());
        case Step.Cut cut -> world.storage().removeEmptyFolder(cut.path());
      }
      noWorse(before, world.tree(), world.truth(world.tree(), keep), step + ", " + keep);
    }
  }

  private static void noWorse(Truth before, Tree tree, Truth after, String step) {
    var worse = new TreeSet<>(after.dangling());
    worse.removeAll(before.dangling());
    assertEquals(Set.of(), worse, "dangling after " + step);
    var orphaned = new TreeSet<>(after.orphaned());
    orphaned.removeAll(before.orphaned());
    orphaned.removeAll(before.live());
    assertEquals(Set.of(), orphaned, "garbage that outlives its subject after " + step);
    before.live().forEach(path -> assertTrue(tree.has(path), path));
  }
}
