// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.run.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Law 3 beyond one run that is undone at once: several come back one by one, in any order, and
/// what was pushed meanwhile stays as it is.
class RestoreLawsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST;

    List<Outcome> of(Outcome first, Outcome second) {
      return this == OLDEST_FIRST ? List.of(first, second) : List.of(second, first);
    }
  }

  @Test
  void aScrubAndAnUntagComeBackOneByOneInAnyOrder() {
    backInAnyOrder(Act.SCRUB, Act.UNTAG);
  }

  @Test
  void anUntagAndTheScrubAfterItComeBackOneByOneInAnyOrder() {
    backInAnyOrder(Act.UNTAG, Act.SCRUB);
  }

  private static void backInAnyOrder(Act first, Act second) {
    for (Order order : Order.values()) {
      Seeds.most(60, seed -> back(World.of(seed, World.Health.WHOLE), first, second, order));
    }
  }

  /// Answers whether both runs moved something.
  private static boolean back(World world, Act one, Act other, Order order) {
    Map<String, Tree.Node> before = world.tree().files();
    Cleaning cleaning = Cleaning.of(world, Keep.TAGGED);
    Outcome first = cleaning.run(one.plan(cleaning));
    Cleaning later = cleaning.after(DAY);
    Outcome second = later.run(other.plan(later));

    order.of(first, second).stream()
        .filter(outcome -> !outcome.moved().isEmpty())
        .forEach(outcome -> later.restore(outcome.run()));
    later.restore();

    assertEquals(before, world.tree().files(), order.toString());
    assertEquals(List.of(), world.storage().list("dr-clean/runs").found().orElse(List.of()));
    return !first.moved().isEmpty() && !second.moved().isEmpty();
  }

  @Test
  void whatWasPushedMeanwhileIsNotReplacedAndNothingIsLost() {
    for (Act act : Act.values()) {
      Seeds.most(60, seed -> pushedMeanwhile(World.of(seed, World.Health.WHOLE), seed, act));
    }
  }

  private static boolean pushedMeanwhile(World world, long seed, Act act) {
    Set<String> before = world.tree().files().keySet();
    Cleaning cleaning = Cleaning.of(world, Keep.TAGGED);
    Plan plan = act.plan(cleaning);
    cleaning.run(plan);
    Map<String, Tree.Node> pushed = push(world, before, new Chance(seed));

    cleaning.restore();

    var kept = new TreeMap<>(world.tree().files());
    kept.keySet().retainAll(pushed.keySet());
    assertEquals(pushed, kept);
    var lost = new TreeSet<>(before);
    lost.removeAll(Tree.withQuarantine(world.storage()).files().keySet());
    assertEquals(Set.of(), lost);
    return !pushed.isEmpty();
  }

  /// Writes about half of the files that are gone anew, with something else in them.
  private static Map<String, Tree.Node> push(World world, Set<String> before, Chance chance) {
    var gone = new TreeSet<>(before);
    gone.removeAll(world.tree().files().keySet());
    gone.removeIf(_ -> chance.percent(50));
    gone.forEach(path -> world.storage().put(path, "pushed".getBytes(UTF_8), World.NOW));
    var pushed = new TreeMap<>(world.tree().files());
    pushed.keySet().retainAll(gone);
    return pushed;
  }
}
