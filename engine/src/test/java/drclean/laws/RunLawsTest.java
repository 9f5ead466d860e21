// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Refused;
import drclean.run.GivenBack;
import drclean.run.Listener;
import drclean.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Laws 3, 4, 5 and 7: what a run does, also when it ends at any of its changes.
class RunLawsTest {
  private static final Duration LEASE_ENDED = Duration.ofMinutes(11);
  private static final Duration HELD = Cleaning.HOLD.plusDays(1);

  private interface Property {
    void holds(World world, Cleaning cleaning);
  }

  /// For worlds of which a plan can be made.
  private static void each(int seeds, Property property) {
    Seeds.each(
        seeds,
        seed -> {
          World world = World.of(seed, seed % 4 == 3 ? World.Health.DAMAGED : World.Health.WHOLE);
          Cleaning cleaning = Cleaning.of(world, seed % 2 == 0 ? Keep.TAGGED : Keep.LINKED);
          if (!cleaning.steps().isEmpty()) {
            property.holds(world, cleaning);
          }
        });
  }

  /// Does something on copies of a world, stopped at its first change, then at its second, and so
  /// on; then looks at what is left.
  private static void stopped(
      World world,
      IntFunction<WatchedStorage.Watch> stop,
      Consumer<Cleaning> work,
      Consumer<World> look) {
    for (int n = 1; ; n++) {
      World left = world.copy();
      try {
        work.accept(
            Cleaning.of(left, Keep.LINKED).with(new WatchedStorage(left.storage(), stop.apply(n))));
        return;
      } catch (Crash | StorageException _) {
        whole(n, left, look);
      }
    }
  }

  private static void whole(int n, World left, Consumer<World> look) {
    try {
      look.accept(left);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("stopped at change " + n + ": " + e, e);
    }
  }

  @Test
  void whatAPlanShowsIsWhatItsRunDoes() {
    each(
        300,
        (world, all) -> {
          Cleaning cleaning = all.andEmptyRepositories();
          Plan plan = cleaning.plan();
          List<Step> shown = plan.steps().get().toList();
          var done = new ArrayList<Step>();
          cleaning.scrub(plan, heard(done));
          assertEquals(shown, done);
        });
  }

  private static Listener heard(List<Step> done) {
    return new Listener() {
      @Override
      public void stepped(Step step, Result result) {
        if (result == Result.MOVED || result == Result.CUT) {
          done.add(step);
        }
      }

      @Override
      public void gaveBack(GivenBack back) {
        throw new AssertionError("gave back " + back);
      }
    };
  }

  @Test
  void aRunThatDiesAtAnyChangeCanBeUndone() {
    each(40, (world, cleaning) -> undone(world, cleaning, Crash::at));
  }

  @Test
  void aRunThatFailsAtAnyChangeCanBeUndone() {
    each(40, (world, cleaning) -> undone(world, cleaning, Crash::failure));
  }

  private static void undone(
      World world, Cleaning cleaning, IntFunction<WatchedStorage.Watch> stop) {
    Plan plan = cleaning.andEmptyRepositories().plan();
    Map<String, Tree.Node> before = kept(world, plan);
    stopped(
        world,
        stop,
        work -> work.scrub(plan),
        left -> {
          Cleaning.of(left, cleaning.keep()).after(LEASE_ENDED).restore();
          assertEquals(before, kept(left, plan));
          assertEquals(List.of(), runs(left));
        });
  }

  private static List<String> runs(World left) {
    return left.storage().list("dr-clean/runs").found().orElse(List.of());
  }

  /// All that is outside the quarantine. The times of folders around what a plan takes, and of
  /// those that it cuts off, are their own.
  private static Map<String, Tree.Node> kept(World world, Plan plan) {
    var nodes = new TreeMap<>(world.tree().nodes());
    plan.steps()
        .get()
        .flatMap(
            step ->
                step instanceof Step.Cut
                    ? Stream.of(step.path(), Tree.parent(step.path()))
                    : Stream.of(Tree.parent(step.path())))
        .forEach(
            folder ->
                nodes.computeIfPresent(folder, (_, node) -> new Tree.Node(node.text(), World.NOW)));
    return nodes;
  }

  @Test
  void aRunAgainAfterACrashEqualsOneRun() {
    each(
        40,
        (world, cleaning) -> {
          World once = world.copy();
          Plan plan = cleaning.plan();
          Cleaning.of(once, cleaning.keep()).scrub(plan);
          stopped(
              world,
              Crash::at,
              work -> work.scrub(plan),
              left -> {
                Cleaning again = Cleaning.of(left, cleaning.keep()).after(LEASE_ENDED);
                again.scrub(again.plan());
                assertEquals(once.tree().nodes(), left.tree().nodes());
                again.restore();
                assertEquals(kept(world, plan), kept(left, plan));
              });
        });
  }

  @Test
  void aRunDoneTwiceEqualsOneDoneOnce() {
    each(
        200,
        (world, cleaning) -> {
          cleaning.scrub(cleaning.plan());
          assertEquals(List.of(), cleaning.steps());
        });
  }

  @Test
  void aRestoreThatDiesAtAnyChangeIsNoWorseAndGoesOn() {
    each(
        40,
        (world, cleaning) -> {
          Plan plan = cleaning.plan();
          Map<String, Tree.Node> before = kept(world, plan);
          Truth truth = world.truth(world.tree(), cleaning.keep());
          cleaning.scrub(plan);
          stopped(
              world,
              Crash::at,
              Cleaning::restore,
              left -> {
                var worse = new TreeSet<>(left.truth(left.tree(), cleaning.keep()).dangling());
                worse.removeAll(truth.dangling());
                assertEquals(List.of(), List.copyOf(worse));
                Cleaning.of(left, cleaning.keep()).after(LEASE_ENDED).restore();
                assertEquals(before, kept(left, plan));
              });
        });
  }

  @Test
  void aPurgeThatDiesAtAnyChangeTouchesNothingElseAndGoesOn() {
    each(
        40,
        (world, cleaning) -> {
          cleaning.scrub(cleaning.plan());
          Map<String, Tree.Node> before = world.tree().nodes();
          stopped(
              world,
              Crash::at,
              work -> work.after(HELD).purge(),
              left -> {
                assertEquals(before, left.tree().nodes());
                again(left);
                assertEquals(before, left.tree().nodes());
              });
        });
  }

  private static void again(World left) {
    try {
      Cleaning.of(left, Keep.LINKED).after(HELD).after(LEASE_ENDED).purge();
    } catch (Refused e) {
      throw new AssertionError(e);
    }
    assertEquals(List.of(), runs(left));
  }
}
