// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Digest;
import drclean.registry.Digests;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Digests in an order of their own, whatever ints a survey gave them: two plans of the same
/// registry have the same lines in the same order.
final class Sorted {
  private static final int FIRST = 32;

  private final Digests digests;
  private final long[] words = new long[4];

  private Sorted(Digests digests) {
    this.digests = digests;
  }

  /// These ints, sorted by the digests behind them: a long for each, which begins with the first
  /// four bytes of its digest, and a closer look at the few that begin alike.
  static int[] of(Digests digests, BitSet ids) {
    var sorted = new Sorted(digests);
    long[] keys = ids.stream().mapToLong(sorted::key).toArray();
    Arrays.sort(keys);
    int[] order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    for (int from = 0; from < keys.length; ) {
      int to = from + 1;
      while (to < keys.length && keys[to] >> FIRST == keys[from] >> FIRST) {
        to++;
      }
      if (to > from + 1) {
        sorted.alike(order, from, to);
      }
      from = to;
    }
    return order;
  }

  /// What is not packed comes first.
  private long key(int id) {
    long first = digests.words(id, words) ? words[0] : 0;
    return ((first & (-1L << FIRST)) ^ Long.MIN_VALUE) | id;
  }

  private void alike(int[] order, int from, int to) {
    record Named(int id, Digest digest) {}
    int[] sorted =
        IntStream.range(from, to)
            .mapToObj(i -> new Named(order[i], digests.get(order[i])))
            .sorted(Comparator.comparing(Named::digest))
            .mapToInt(Named::id)
            .toArray();
    System.arraycopy(sorted, 0, order, from, sorted.length);
  }
}
