// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a person types this tool again: the name that it was called by, and the words that name the
/// registry.
///
/// @param place the registry's folder, and the options that say where and how it lies
record Again(String program, List<String> place) {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  Again {
    place = List.copyOf(place);
  }

  /// A command on that registry, ready to be pasted into a shell.
  String line(String command, String... options) {
    var words = new ArrayList<String>(List.of(program, command));
    words.addAll(place);
    words.addAll(List.of(options));
    return words.stream().map(Again::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
