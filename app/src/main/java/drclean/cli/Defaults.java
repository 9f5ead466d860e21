// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Values that come from the environment when the command line does not say them: `$KEEP` is the
/// grace time.
final class Defaults implements IDefaultValueProvider {
  private final Console console;

  Defaults(Console console) {
    this.console = console;
  }

  /// Whether a value that does not fit came from `$KEEP`, and not from the words of the line.
  static boolean fromKeep(ParameterException wrong, Console console, List<String> words) {
    return wrong.getArgSpec() instanceof OptionSpec option
        && grace(option)
        && !console.variable("KEEP").isEmpty()
        && words.stream().noneMatch(word -> named(word, option));
  }

  /// The same sentence about the name of the option that was typed, where it has several.
  static String asTyped(String sentence, ParameterException wrong, List<String> words) {
    if (!(wrong.getArgSpec() instanceof OptionSpec option)) {
      return sentence;
    }
    String typed =
        Stream.of(option.names())
            .filter(name -> words.stream().anyMatch(word -> named(word, name)))
            .findFirst()
            .orElse(option.longestName());
    return sentence.replace("'" + option.longestName() + "'", "'" + typed + "'");
  }

  private static boolean named(String word, String name) {
    return word.equals(name) || word.startsWith(name + "=");
  }

  private static boolean named(String word, OptionSpec option) {
    return Stream.of(option.names()).anyMatch(name -> named(word, name));
  }

  private static boolean grace(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.longestName().equals("--grace");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String keep = console.variable("KEEP");
    return grace(argument) && !keep.isEmpty() ? keep : null;
  }
}
