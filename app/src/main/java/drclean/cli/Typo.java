// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

/// How far apart two words are.
final class Typo {
  private Typo() {}

  /// The letters to add, leave out, replace or swap with their neighbour until both are the same.
  static int distance(String one, String other) {
    int[][] far = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        far[i][j] = i == 0 || j == 0 ? i + j : step(far, one, other, new int[] {i, j});
      }
    }
    return far[one.length()][other.length()];
  }

  private static int step(int[][] far, String one, String other, int[] at) {
    int i = at[0];
    int j = at[1];
    int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least = Math.min(far[i - 1][j - 1] + same, Math.min(far[i - 1][j], far[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, far[i - 2][j - 2] + 1) : least;
  }
}
