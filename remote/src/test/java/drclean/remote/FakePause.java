// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A time that passes only by waiting, and remembers each wait.
final class FakePause implements Pause {
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) {
    waits.add(time);
    now = now.plus(time);
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }
}
