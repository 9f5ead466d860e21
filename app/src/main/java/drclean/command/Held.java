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

  /// The runs that ended longer ago than this.
  public static List<Run> longerThan(Registry registry, Duration hold) {
    Instant latest = Seen.before(registry.clock().instant(), hold);
    return Runs.list(registry).stream().filter(run -> !run.since().isAfter(latest)).toList();
  }
}
