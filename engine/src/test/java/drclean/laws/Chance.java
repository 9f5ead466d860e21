// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.util.List;
import java.util.SplittableRandom;

/// Choices that one seed decides.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A number from zero on, smaller than this.
  int below(int end) {
    return random.nextInt(end);
  }

  /// Whether it happens, so many times out of a hundred.
  boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T pick(List<T> of) {
    return of.get(below(of.size()));
  }
}
