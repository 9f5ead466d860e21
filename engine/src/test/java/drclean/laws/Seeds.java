// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

/// Tries a property with one seed after the other. `-Ddrclean.laws=10` tries ten times as many;
/// `-Ddrclean.seed=N` tries one.
final class Seeds {
  /// What must hold for every seed.
  interface Property {
    void holds(long seed);
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

  private static void one(long seed, Property property) {
    try {
      property.holds(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d (-Ddrclean.seed=%d): %s".formatted(seed, seed, e), e);
    }
  }
}
