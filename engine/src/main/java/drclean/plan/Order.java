// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Digests in the order in which they may leave: each before all that it needs and before the
/// subject that it speaks of.
final class Order {
  private final Needs needs;
  private final BitSet seen = new BitSet();
  private final Ints ahead = new Ints();
  private final Ints left = new Ints();

  private Order(Needs needs) {
    this.needs = needs;
  }

  /// These digests: the manifests among them in order, then all else; sorted, where that is free.
  static int[] of(Inventory inventory, BitSet digests) {
    int[] sorted = Sorted.of(inventory.digests(), digests);
    var order = new Order(inventory.needs());
    for (int i = sorted.length - 1; i >= 0; i--) {
      order.descend(sorted[i]);
    }
    int[] manifests = order.reversed(digests);
    var rest = (BitSet) digests.clone();
    IntStream.of(manifests).forEach(rest::clear);
    return IntStream.concat(IntStream.of(manifests), IntStream.of(sorted).filter(rest::get))
        .toArray();
  }

  private void descend(int digest) {
    enter(digest);
    while (!ahead.isEmpty()) {
      int next = ahead.pop();
      if (next < 0) {
        left.add(~next);
      } else if (!seen.get(next)) {
        seen.set(next);
        ahead.add(~next);
        needs.each(next, this::enter);
        enter(needs.subject(next));
      }
    }
  }

  private void enter(int digest) {
    if (digest >= 0 && !seen.get(digest) && needs.knows(digest)) {
      ahead.add(digest);
    }
  }

  private int[] reversed(BitSet digests) {
    var reversed = new Ints();
    for (int i = left.size() - 1; i >= 0; i--) {
      if (digests.get(left.get(i))) {
        reversed.add(left.get(i));
      }
    }
    return reversed.toArray();
  }
}
