// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Bond;
import drclean.plan.Plan.Total;
import drclean.plan.Step;
import drclean.registry.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives back what runs moved, what is referred to before what refers to it. Nothing is replaced:
/// what is present again stays in quarantine, too, and is reported.
public final class Restore {
  private final Registry registry;
  private final Lease lease;
  private final Selection selection;
  private final Following following;
  private final Map<String, Total> restored = new LinkedHashMap<>();
  private final List<GivenBack> present = new ArrayList<>();

  /// What was restored.
  ///
  /// @param restored count and bytes by kind
  /// @param present what stayed in quarantine because something lies at its place again, or because
  ///   what it belongs to is not there
  /// @param recheck what went back besides, because it is needed by what was restored
  public record Result(
      Map<String, Total> restored, List<GivenBack> present, Recheck.Result recheck) {
    /// Count and bytes of all that was restored as asked.
    public Total total() {
      return restored.values().stream().reduce(Total.NONE, Total::plus);
    }
  }

  private Restore(Registry registry, Lease lease, Selection selection, Following following) {
    this.registry = registry;
    this.lease = lease;
    this.selection = selection;
    this.following = following;
  }

  /// Restores a selection and all that it needs; doing it twice does nothing the second time.
  public static Result restore(
      Registry registry, Lease lease, Selection selection, Following following) {
    return new Restore(registry, lease, selection, following).restore();
  }

  private Result restore() {
    lease.check();
    List<String> runs = runs();
    for (String run : runs) {
      Backwards.through(Kept.steps(registry, run), step -> restore(run, step));
    }
    Recheck.Result recheck = Recheck.look(registry, lease, following.listener());
    if (!following.interrupted().getAsBoolean()) {
      Runs.ids(registry).forEach(run -> new Removal(registry, lease).removeIfEmpty(run));
    }
    Reserve.settle(registry);
    return new Result(restored, List.copyOf(present), recheck);
  }

  private List<String> runs() {
    List<String> all = Runs.ids(registry);
    selection
        .run()
        .filter(run -> !all.contains(run))
        .ifPresent(
            run -> {
              throw new Refused(
                  "refused: no run called %s is in quarantine; see \"runs\" for those that are"
                      .formatted(run));
            });
    selection.run().ifPresent(this::requireWhole);
    return selection.run().map(List::of).orElse(all);
  }

  private void requireWhole(String run) {
    if (registry.exists(registry.deleted(run))) {
      throw new Refused(
          "refused: a purge has begun to delete the run %s, so nothing in it can be given back; another \"purge\" deletes the rest"
              .formatted(run));
    }
  }

  /// Answers whether to go on.
  private boolean restore(String run, Step step) {
    if (following.interrupted().getAsBoolean()) {
      return false;
    }
    if (wanted(step)) {
      lease.check();
      switch (step) {
        case Step.Move move -> restore(run, move);
        case Step.Cut cut -> registry.storage().makeFolder(cut.path());
      }
    }
    return true;
  }

  /// What a registry notes about a tag comes back with it.
  private boolean wanted(Step step) {
    return selection.wanted().test(step.item())
        || (step instanceof Step.Move move
            && move.bond() instanceof Bond.After(var path)
            && registry.layout().item(path).filter(selection.wanted()).isPresent());
  }

  private void restore(String run, Step.Move move) {
    var back = new GivenBack(move.item(), run, move.path(), "it was asked for");
    switch (registry.giveBack(run, move.item(), move.path())) {
      case DONE -> {
        restored.merge(move.item().kind(), new Total(1, move.bytes()), Total::plus);
        following.listener().gaveBack(back);
      }
      case TAKEN -> present.add(back);
      case TOO_EARLY ->
          present.add(
              new GivenBack(
                  move.item(), run, move.path(), "its tag is not there, and comes first"));
      case GONE -> {}
    }
  }
}
