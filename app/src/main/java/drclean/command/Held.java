// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The runs that have waited in quarantine for long enough.
public final class Held {
  private Held() {}

  /// The runs that ended longer ago than this, and those that a purge has begun to delete.
  public static List<Run> longerThan(Registry registry, Duration hold) {
    Instant latest = Seen.before(registry.clock().instant(), hold);
    return Runs.list(registry).stream()
        .filter(run -> begun(run) || !run.since().isAfter(latest))
        .toList();
  }

  /// Whether a purge has begun to delete a run; it is due then however long it has waited.
  static boolean begun(Run run) {
    return run.state() == Run.State.PURGING;
  }
}
