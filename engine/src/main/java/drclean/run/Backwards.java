// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Goes through the steps of a plan from the last to the first with a bounded part of them in
/// memory.
final class Backwards {
  private static final int WINDOW = 200_000;

  private Backwards() {}

  /// Hands over each step, last first, as long as `go` answers true.
  static void through(Supplier<Stream<Step>> steps, Predicate<Step> go) {
    through(steps, WINDOW, go);
  }

  static void through(Supplier<Stream<Step>> steps, int window, Predicate<Step> go) {
    long end = count(steps);
    while (end > 0) {
      long start = Math.max(0, end - window);
      for (Step step : part(steps, start, end - start).reversed()) {
        if (!go.test(step)) {
          return;
        }
      }
      end = start;
    }
  }

  private static long count(Supplier<Stream<Step>> steps) {
    try (Stream<Step> all = steps.get()) {
      return all.mapToLong(_ -> 1).sum();
    }
  }

  private static List<Step> part(Supplier<Stream<Step>> steps, long from, long size) {
    try (Stream<Step> all = steps.get()) {
      return all.skip(from).limit(size).toList();
    }
  }
}
