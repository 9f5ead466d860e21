// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Accepts the order of the original cleaner, `ROOT report`, besides `report ROOT`, and `help
/// report` besides `report --help`.
final class WordOrder {
  private WordOrder() {}

  /// The same words with the command in front.
  static List<String> commandFirst(List<String> words) {
    Set<String> commands = Commands.NAMES;
    if (!words.isEmpty() && words.getFirst().equals("help")) {
      return help(words.subList(1, words.size()));
    }
    if (words.isEmpty() || commands.contains(words.getFirst())) {
      return words;
    }
    for (int i = 1; i < words.size(); i++) {
      if (commands.contains(words.get(i))) {
        var ordered = new ArrayList<>(words);
        ordered.addFirst(ordered.remove(i));
        return ordered;
      }
    }
    return words;
  }

  /// `help scrub` is `scrub --help`; what is no command is left to be told so.
  private static List<String> help(List<String> about) {
    var asked = new ArrayList<>(about);
    if (about.isEmpty() || Commands.NAMES.contains(about.getFirst())) {
      asked.add("--help");
    }
    return asked;
  }
}
