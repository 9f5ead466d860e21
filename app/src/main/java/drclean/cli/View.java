// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

/// How much of a result is shown: all of it, or what fits a terminal.
///
/// @param columns how wide a table may be
/// @param lines how many lines of one kind are shown
record View(int columns, int lines) {
  /// Everything, as programs and people who asked for more read it.
  static final View WHOLE = new View(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int LINES = 20;

  /// What fits a terminal of this width.
  static View of(int columns) {
    return new View(columns, LINES);
  }

  /// What is said in the place of so many lines.
  static String more(long left) {
    return "… and %s more (-v shows all)".formatted(Human.count(left));
  }
}
