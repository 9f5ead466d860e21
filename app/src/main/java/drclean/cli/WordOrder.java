// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Accepts the order of the original cleaner, `ROOT report`, besides `report ROOT`.
final class WordOrder {
  private WordOrder() {}

  /// The same words with the command in front.
  static List<String> commandFirst(List<String> words) {
    Set<String> commands = Commands.NAMES;
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
}
