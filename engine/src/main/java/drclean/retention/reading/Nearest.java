// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known word that someone may have meant.
final class Nearest {
  private static final int FARTHEST = 3;
  private static final int LONGEST = 40;

  private Nearest() {}

  /// The end of a message about an unknown word.
  static String hint(String word, Collection<String> known) {
    return of(word, known)
        .map("; did you mean %s?"::formatted)
        .orElse("; known are " + String.join(", ", known));
  }

  private static Optional<String> of(String word, Collection<String> known) {
    String lower = word.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return word.length() > LONGEST
        ? Optional.empty()
        : known.stream()
            .filter(one -> distance(lower, one) <= Math.min(FARTHEST, one.length() / 2))
            .min(Comparator.comparingInt(one -> distance(lower, one)));
  }

  /// How many letters must be put in, left out or changed.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    java.util.Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
