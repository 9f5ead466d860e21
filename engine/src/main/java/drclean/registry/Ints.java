// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.Arrays;

/// A growing row of ints.
public final class Ints {
  private int[] values = new int[8];
  private int size;

  /// Puts one more at the end.
  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /// Puts many more at the end.
  public void addAll(int[] more) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more.length, size * 2));
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  /// Takes the last one away.
  public int pop() {
    return values[--size];
  }

  /// The one at this place.
  public int get(int index) {
    return values[index];
  }

  /// How many there are.
  public int size() {
    return size;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return size == 0;
  }

  /// Forgets all, keeping the room.
  public void clear() {
    size = 0;
  }

  /// A copy of all.
  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
