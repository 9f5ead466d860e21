// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A registry that changes while it is surveyed, between any two readings.
class MovingLawTest {
  /// What happens at one reading.
  private interface Act {
    void happen(World world, Chance chance);
  }

  @Test
  void whatVanishesDuringASurveyHarmsNothing() {
    Seeds.each(9, seed -> during(World.of(seed, World.Health.WHOLE), seed, MovingLawTest::vanish));
  }

  @Test
  void whatVanishesDuringASurveyOfADamagedRegistryHarmsNothing() {
    Seeds.each(
        6, seed -> during(World.of(seed, World.Health.DAMAGED), seed, MovingLawTest::vanish));
  }

  @Test
  void whatAppearsDuringASurveyIsNotInThePlan() {
    Seeds.each(3, seed -> during(World.of(seed, World.Health.WHOLE), seed, MovingLawTest::appear));
  }

  /// What lives before and after is in no plan. All is old: what young content needs lives though
  /// nothing links it, which a survey that saw no link cannot know.
  private static void during(World fresh, long seed, Act act) {
    World world = fresh.copy(World.LONG_AGO);
    Keep keep = Keep.values()[(int) (seed % 2)];
    Set<String> live = world.truth(world.tree(), keep).live();
    boolean more = true;
    for (int n = 1; more; n++) {
      World moving = world.copy();
      var chance = new Chance(seed * 1000 + n);
      var at = new AtReading(n, () -> act.happen(moving, chance));
      var watched = new WatchedStorage(moving.storage(), at);
      List<Step> steps = Cleaning.of(moving, keep).with(watched).steps();
      more = at.happened();

      Set<String> lost = moving.truth(moving.tree(), keep).live();
      lost.removeIf(path -> world.tree().has(path) && !live.contains(path));
      lost.retainAll(steps.stream().map(Step::path).collect(Collectors.toSet()));
      assertEquals(Set.of(), lost, "at reading " + n);
      assertTrue(n < 10_000);
    }
  }

  /// A file or a whole folder goes.
  private static void vanish(World world, Chance chance) {
    String path = chance.pick(List.copyOf(world.tree().nodes().keySet()));
    var below = new TreeSet<String>();
    world.tree().nodes().keySet().stream()
        .filter(other -> other.equals(path) || other.startsWith(path + "/"))
        .forEach(below::add);
    below.descendingSet().forEach(world.storage()::delete);
  }

  /// A repository of another random registry of the same kind appears, written just now.
  private static void appear(World world, Chance chance) {
    World other = World.of(chance.below(1000) * 3L + (world.isV1() ? 2 : 0), World.Health.WHOLE);
    other
        .tree()
        .files()
        .forEach(
            (path, node) -> {
              if (!world.tree().has(path)) {
                world.storage().put(path, node.text().getBytes(UTF_8), World.NOW);
              }
            });
  }
}
