// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How many requests are let through.
class GateTest {
  private final FakePause pause = new FakePause();

  @Test
  void onlySoManyStartInASecond() throws InterruptedException {
    var gate = new Gate(pause, 8, 4);

    for (int i = 0; i < 9; i++) {
      gate.enter();
      gate.leave();
    }

    assertThat(pause.waits()).hasSize(8).containsOnly(Duration.ofMillis(250));
  }

  @Test
  void nobodyStartsWhileTheRegistryRests() throws InterruptedException {
    var gate = new Gate(pause, 8, 0);

    gate.rest(Duration.ofSeconds(30));
    gate.rest(Duration.ofSeconds(10));
    gate.enter();

    assertThat(pause.waits()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void onlySoManyAreInsideAtATime() throws InterruptedException {
    var gate = new Gate(pause, 3, 0);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new CountDownLatch(50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(
            () -> {
              try {
                gate.enter();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                gate.leave();
                done.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
      }
      done.await();
    }

    assertThat(most.get()).isBetween(1, 3);
  }
}
