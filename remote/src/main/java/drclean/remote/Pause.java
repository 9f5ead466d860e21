// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.Duration;
import java.time.Instant;

/// Time, and waiting for it.
public interface Pause {
  /// The machine's own time, which no change of its clock disturbs.
  static Pause real() {
    return new SystemPause(Instant.now(), System.nanoTime());
  }

  /// The time now.
  Instant now();

  /// Waits that long.
  void sleep(Duration time) throws InterruptedException;

  /// Counts from one reading of the clock on.
  record SystemPause(Instant began, long nanos) implements Pause {
    @Override
    public Instant now() {
      return began.plusNanos(System.nanoTime() - nanos);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }
}
