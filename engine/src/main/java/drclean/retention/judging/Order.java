// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// Puts ints in the order of their moments, newest first, those of unknown moment last; equal ones
/// stay as they are. Moment and place are packed into one number, since sorting those is fast.
final class Order {
  private static final int PLACE_BITS = 21;
  private static final long NEWEST = (1L << 42) - 1;

  private Order() {}

  static int[] newestFirst(int[] some, IntToLongFunction moment) {
    if (some.length >= 1 << PLACE_BITS) {
      return IntStream.of(some)
          .boxed()
          .sorted(Comparator.comparingLong(one -> age(moment.applyAsLong(one))))
          .mapToInt(one -> one)
          .toArray();
    }
    long[] keys = new long[some.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = age(moment.applyAsLong(some[i])) << PLACE_BITS | i;
    }
    Arrays.sort(keys);
    int[] sorted = new int[some.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = some[(int) (keys[i] & ((1 << PLACE_BITS) - 1))];
    }
    return sorted;
  }

  /// Milliseconds before the year 2109; what is unknown is oldest.
  private static long age(long moment) {
    return moment == Evidence.UNKNOWN ? NEWEST : NEWEST - Math.clamp(moment, 1, NEWEST);
  }
}
