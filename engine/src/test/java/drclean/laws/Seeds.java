// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

/// Tries a property with one seed after the other. `-Ddrclean.laws=10` tries ten times as many;
/// `-Ddrclean.seed=N` tries one.
final class Seeds {
  /// What must hold for every seed.
  interface Property {
    void holds(long seed);
  }

  /// Answers whether a seed had anything to try.
  interface Trial {
    boolean tried(long seed);
  }

  private static final int TIMES = Integer.getInteger("drclean.laws", 1);

  private Seeds() {}

  static void each(int seeds, Property property) {
    Long only = Long.getLong("drclean.seed");
    if (only != null) {
      one(only, property);
      return;
    }
    for (long seed = 0; seed < (long) seeds * TIMES; seed++) {
      one(seed, property);
    }
  }

  /// The same for what has nothing to try with some seeds; with most of them it has.
  static void most(int seeds, Trial trial) {
    var count = new AtomicInteger();
    var tried = new AtomicInteger();
    each(
        seeds,
        seed -> {
          count.incrementAndGet();
          if (trial.tried(seed)) {
            tried.incrementAndGet();
          }
        });
    assertTrue(
        alone() || 2 * tried.get() > count.get(), tried + " of " + count + " seeds tried it");
  }

  /// Whether one seed is tried alone.
  static boolean alone() {
    return Long.getLong("drclean.seed") != null;
  }

  private static void one(long seed, Property property) {
    try {
      property.holds(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d (-Ddrclean.seed=%d): %s".formatted(seed, seed, e), e);
    }
  }
}
