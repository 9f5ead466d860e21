// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// How wide the columns of a table are. The first line holds their titles.
final class Widths {
  private static final int LEAST = 8;

  private final int[] widths;
  private final int[] least;
  private boolean shrunk;

  /// As wide as the widest of each.
  Widths(List<List<String>> lines) {
    this.least = lines.getFirst().stream().mapToInt(Widths::length).toArray();
    this.widths = least.clone();
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(line.get(i)));
      }
    }
  }

  /// How much room a text takes.
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Takes from the widest of those that may be cut, until all fit or nothing more can be taken.
  void shrink(IntPredicate soft, int room) {
    int excess = IntStream.of(widths).sum() - room;
    while (excess > 0) {
      int widest = widest(soft);
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      excess--;
      shrunk = true;
    }
  }

  private int widest(IntPredicate soft) {
    return IntStream.range(0, widths.length)
        .filter(i -> soft.test(i) && widths[i] > Math.max(LEAST, least[i]))
        .reduce(-1, (one, other) -> one < 0 || widths[other] > widths[one] ? other : one);
  }

  /// How much room all need when those that may be cut have so much each.
  int least(IntPredicate soft, int readable) {
    return IntStream.range(0, widths.length)
        .map(i -> soft.test(i) ? Math.min(widths[i], readable) : widths[i])
        .sum();
  }

  boolean shrunk() {
    return shrunk;
  }

  int of(int column) {
    return widths[column];
  }

  /// A line whose texts fit.
  List<String> cut(List<String> line) {
    return IntStream.range(0, line.size()).mapToObj(i -> cut(line.get(i), widths[i])).toList();
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }
}
