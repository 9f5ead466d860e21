// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Item;
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
    void holds(World world, Cleaning cleaning, Act act);
  }

  /// For worlds of which a plan can be made.
  private static void each(int seeds, Property property) {
    for (Act act : Act.values()) {
      Seeds.most(seeds, seed -> tried(world(seed), keep(seed), act, property));
    }
  }

  private static boolean tried(World world, Keep keep, Act act, Property property) {
    Cleaning cleaning = Cleaning.of(world, keep);
    boolean something = cleaning.hasWork() && !act.plan(cleaning).isEmpty();
    if (something) {
      property.holds(world, cleaning, act);
    }
    return something;
  }

  private static World world(long seed) {
    return World.of(seed, seed % 4 == 3 ? World.Health.DAMAGED : World.Health.WHOLE);
  }

  private static Keep keep(long seed) {
    return seed / 4 % 2 == 0 ? Keep.TAGGED : Keep.LINKED;
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
        200,
        (world, cleaning, act) -> {
          Plan plan = act.plan(cleaning.andEmptyRepositories());
          List<Step> shown = there(world, plan);
          var done = new ArrayList<Step>();
          cleaning.run(plan, heard(done));
          assertEquals(shown, done);
        });
  }

  /// The steps of a plan, without the notes about a tag that this registry did not write: which of
  /// them are there is not asked.
  private static List<Step> there(World world, Plan plan) {
    return plan.steps()
        .get()
        .filter(step -> !(step.item() instanceof Item.Metadata) || world.tree().has(step.path()))
        .toList();
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
    each(
        28,
        (world, cleaning, act) ->
            undone(world, cleaning, act.plan(cleaning.andEmptyRepositories()), Crash::at));
  }

  @Test
  void aRunThatFailsAtAnyChangeCanBeUndone() {
    each(
        28,
        (world, cleaning, act) ->
            undone(world, cleaning, act.plan(cleaning.andEmptyRepositories()), Crash::failure));
  }

  private static void undone(
      World world, Cleaning cleaning, Plan plan, IntFunction<WatchedStorage.Watch> stop) {
    Map<String, Tree.Node> before = kept(world, plan);
    stopped(
        world,
        stop,
        work -> work.run(plan),
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
        28,
        (world, cleaning, act) -> {
          World once = world.copy();
          Plan plan = act.plan(cleaning);
          Cleaning.of(once, cleaning.keep()).run(plan);
          stopped(
              world,
              Crash::at,
              work -> work.run(plan),
              left -> {
                Cleaning again = Cleaning.of(left, cleaning.keep()).after(LEASE_ENDED);
                again.run(act.again(again, plan));
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
        (world, cleaning, act) -> {
          cleaning.run(act.plan(cleaning));
          assertEquals(List.of(), act.plan(cleaning).steps().get().toList());
        });
  }

  @Test
  void aRestoreThatDiesAtAnyChangeIsNoWorseAndGoesOn() {
    each(
        28,
        (world, cleaning, act) -> {
          Plan plan = act.plan(cleaning);
          Map<String, Tree.Node> before = kept(world, plan);
          Truth truth = world.truth(world.tree(), cleaning.keep());
          cleaning.run(plan);
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
        28,
        (world, cleaning, act) -> {
          cleaning.run(act.plan(cleaning));
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
