// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.Arrays;

/// Gives the digests of one repository small ints of their own, in the order they are first seen.
final class Images {
  private int[] slots;
  private int[] numbers;
  private int size;

  Images(int expected) {
    int room = Integer.highestOneBit(Math.max(4, expected)) * 4;
    slots = new int[room];
    numbers = new int[room];
    Arrays.fill(slots, -1);
  }

  int number(int digest) {
    int mask = slots.length - 1;
    int slot = (digest * 0x9E3779B9 >>> 7) & mask;
    while (slots[slot] != digest) {
      if (slots[slot] < 0) {
        slots[slot] = digest;
        numbers[slot] = size++;
        break;
      }
      slot = (slot + 1) & mask;
    }
    return numbers[slot];
  }

  int size() {
    return size;
  }
}
