// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Bond;
import drclean.plan.Plan;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Refused;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Runs a plan: saves it, takes its steps in order, looks again and gives back what became needed.
public final class Runner {
  private final Registry registry;
  private final Lease lease;
  private final Manner manner;
  private final String run;
  private final Tally tally = new Tally();
  private final Set<String> emptied = new HashSet<>();

  private Runner(Registry registry, Lease lease, Manner manner) {
    this.registry = registry;
    this.lease = lease;
    this.manner = manner;
    this.run = RunId.make(registry.clock().instant(), manner.verb(), RandomGenerator.getDefault());
  }

  /// Runs a plan. A failure, a bug too, ends the moves; what moved is looked at again all the same,
  /// and then the failure is thrown.
  public static Outcome execute(Registry registry, Lease lease, Plan plan, Manner manner) {
    lease.check();
    Ways.requireReal(registry.storage(), plan);
    var runner = new Runner(registry, lease, manner);
    PlanFile.save(registry, runner.run, plan);
    return runner.execute(PlanFile.open(registry, runner.run).orRefuse());
  }

  private Outcome execute(Plan saved) {
    try {
      Outcome.Ended ended = steps(saved);
      return finish(ended);
    } catch (RuntimeException | Error failure) {
      try {
        finish(Outcome.Ended.FAILED);
      } catch (RuntimeException | Error another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  private Outcome.Ended steps(Plan saved) {
    try (Stream<Step> steps = saved.steps().get()) {
      for (Iterator<Step> each = steps.iterator(); each.hasNext(); ) {
        if (manner.following().interrupted().getAsBoolean()) {
          return Outcome.Ended.INTERRUPTED;
        }
        lease.check();
        take(each.next());
      }
    } catch (PlanLines.NotWhole e) {
      throw new Refused(
          "refused: the plan of %s changed while it ran: %s; what it moved is whole, and \"restore\" gives it back"
              .formatted(run, e.getMessage()));
    }
    return Outcome.Ended.DONE;
  }

  private void take(Step step) {
    Listener.Result result =
        switch (step) {
          case Step.Move move -> move(move);
          case Step.Cut cut -> cut(cut);
        };
    tally.add(step, result);
    manner.following().listener().stepped(step, result);
  }

  private Listener.Result move(Step.Move move) {
    return switch (move.bond()) {
      case Bond.Target(var target) when !pointsAt(target, move.path()) -> elsewhere(move);
      case Bond.After(var path) when registry.exists(path) -> Listener.Result.STAYED;
      case Bond.Listing(var images) ->
          new Listings(registry, run).leave(move.path(), images, manner.horizon());
      case Bond.Alone _, Bond.Subject _, Bond.Target _, Bond.After _ -> rename(move);
    };
  }

  private boolean pointsAt(Digest target, String path) {
    return registry.target(path).filter(target::equals).isPresent();
  }

  private Listener.Result elsewhere(Step.Move move) {
    return registry.exists(move.path()) ? Listener.Result.ELSEWHERE : Listener.Result.VANISHED;
  }

  private Listener.Result rename(Step.Move move) {
    String moved = registry.moved(run, move.item(), move.path());
    return switch (registry.storage().move(move.path(), moved)) {
      case GONE -> Listener.Result.VANISHED;
      case TAKEN -> Listener.Result.TAKEN;
      case DONE -> look(move, moved);
    };
  }

  /// Renamed, then looked at: what was written since the survey goes straight back.
  private Listener.Result look(Step.Move move, String moved) {
    boolean fresh = Freshness.after(registry.storage(), moved, move.item(), manner.horizon());
    boolean elsewhere = move.bond() instanceof Bond.Target(var target) && !pointsAt(target, moved);
    if ((fresh || elsewhere)
        && registry.giveBack(run, move.item(), move.path()) == Registry.Back.DONE) {
      return elsewhere ? Listener.Result.ELSEWHERE : Listener.Result.FRESH;
    }
    return Listener.Result.MOVED;
  }

  /// A folder that lost its last child to this run is as old as it was before.
  private Listener.Result cut(Step.Cut cut) {
    boolean old =
        emptied.contains(cut.path())
            || registry
                .storage()
                .stat(cut.path())
                .found()
                .filter(stat -> stat.time().isBefore(manner.horizon()))
                .isPresent();
    if (!old || !registry.storage().removeEmptyFolder(cut.path())) {
      return Listener.Result.STAYED;
    }
    emptied.add(cut.path().substring(0, Math.max(0, cut.path().lastIndexOf('/'))));
    return Listener.Result.CUT;
  }

  private Outcome finish(Outcome.Ended ended) {
    var ran = new Recheck.Ran(run, manner.horizon());
    Recheck.Result recheck = Recheck.after(ran, registry, lease, manner.following().listener());
    Outcome outcome =
        new Outcome(
            run,
            ended,
            registry.clock().instant(),
            tally.moved(),
            tally.count(Listener.Result.VANISHED),
            tally.count(Listener.Result.CUT),
            tally.taken(),
            tally.fresh(),
            tally.elsewhere(),
            recheck);
    Ending.save(registry, outcome);
    Reserve.settle(registry);
    return outcome;
  }
}
