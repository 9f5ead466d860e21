// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Does the same to each of many things, a bounded number at a time, on threads of the system: file
/// calls block those anyway.
public final class Parallel {
  private Parallel() {}

  /// Does the action to each thing on at most `jobs` threads; the first failure ends it and is
  /// thrown.
  public static <T> void each(int jobs, List<T> things, Consumer<? super T> action) {
    int threads = Math.min(jobs, things.size());
    if (threads <= 1) {
      things.forEach(action);
      return;
    }
    var next = new AtomicInteger();
    Callable<Boolean> worker =
        () -> {
          boolean whole = false;
          try {
            for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
              action.accept(things.get(i));
            }
            whole = true;
          } finally {
            if (!whole) {
              next.set(Integer.MAX_VALUE / 2);
            }
          }
          return whole;
        };
    try (var pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      for (Future<Boolean> done :
          IntStream.range(0, threads).mapToObj(_ -> pool.submit(worker)).toList()) {
        await(done);
      }
    }
  }

  private static void await(Future<Boolean> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }
}
