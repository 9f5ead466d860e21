// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/// Lets requests through: so many at a time, so many a second, and none while the registry asks for
/// a rest.
final class Gate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pause pause;
  private final Semaphore places;
  private final Duration step;
  private Instant next = Instant.MIN;

  /// @param rate how many may start in a second; 0 sets no bound
  Gate(Pause pause, int jobs, int rate) {
    this.pause = pause;
    this.places = new Semaphore(jobs);
    this.step = rate == 0 ? Duration.ZERO : Duration.ofNanos(SECOND / rate);
  }

  /// Waits for a place and for the time to start; each entry is followed by one [#leave].
  void enter() throws InterruptedException {
    places.acquire();
    try {
      Duration wait = turn();
      if (wait.isPositive()) {
        pause.sleep(wait);
      }
    } catch (InterruptedException stopped) {
      places.release();
      throw stopped;
    }
  }

  void leave() {
    places.release();
  }

  /// Nobody starts before this time is over.
  synchronized void rest(Duration time) {
    Instant end = pause.now().plus(time);
    next = end.isAfter(next) ? end : next;
  }

  private synchronized Duration turn() {
    Instant now = pause.now();
    Instant start = next.isAfter(now) ? next : now;
    next = start.plus(step);
    return Duration.between(now, start);
  }
}
