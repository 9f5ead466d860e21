// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a command line, as a shell would split them: quotes hold words together.
final class Words {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  private Words() {}

  static List<String> of(String line) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(line.replace("\\\n", " "));
    while (word.find()) {
      String text = word.group().replaceAll("['\"]", "");
      int equals = text.startsWith("--") ? text.indexOf('=') : -1;
      words.add(equals < 0 ? text : text.substring(0, equals));
      if (equals >= 0) {
        words.add(text.substring(equals + 1));
      }
    }
    return words;
  }

  /// The word behind this one.
  static String after(List<String> words, int at) {
    if (at + 1 >= words.size()) {
      throw new IllegalArgumentException(words.get(at) + " needs a value");
    }
    return words.get(at + 1);
  }
}
