// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import drclean.command.Scrub;
import drclean.layout.Means;
import drclean.layout.V1;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.run.Following;
import drclean.run.GivenBack;
import drclean.run.Lease;
import drclean.run.Listener;
import drclean.run.Outcome;
import drclean.run.Owner;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntConsumer;

/// A clean-up that is taken apart: first the look, then the run, and something between any two of
/// its steps.
final class Cleaner {
  private final Registry registry;
  private final Scrub scrub;

  private Cleaner(Registry registry, Duration grace) {
    this.registry = registry;
    this.scrub = Scrub.look(registry, Scope.careful().within(grace));
  }

  /// Looks and plans; things are young that are younger than this.
  static Cleaner look(Path root, Duration grace) {
    var registry =
        new Registry(
            new DiskStorage(root),
            new V1(),
            Means.plain(),
            InstantSource.system(),
            Registry.QUARANTINE);
    return new Cleaner(registry, grace);
  }

  /// How many steps it will take.
  int steps() {
    return (int) scrub.plan().total().count();
  }

  /// Runs the plan.
  Outcome run() {
    return run(_ -> {});
  }

  /// Runs the plan; after the n-th step, n from 1, something happens.
  Outcome run(IntConsumer after) {
    try (var lease =
        Lease.take(
            registry.storage(), registry.quarantine(), Owner.here(), InstantSource.system())) {
      return scrub.run(lease, new Following(new Between(after), () -> false));
    }
  }

  private static final class Between implements Listener {
    private final IntConsumer after;
    private int steps;

    private Between(IntConsumer after) {
      this.after = after;
    }

    @Override
    public void stepped(Step step, Result result) {
      after.accept(++steps);
    }

    @Override
    public void gaveBack(GivenBack back) {}
  }
}
