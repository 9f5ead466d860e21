// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values that come from the environment when the command line does not say them: `$KEEP` is the
/// grace time.
final class Defaults implements IDefaultValueProvider {
  private final Console console;

  Defaults(Console console) {
    this.console = console;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    boolean grace = argument instanceof OptionSpec option && option.longestName().equals("--grace");
    String keep = console.variable("KEEP");
    return grace && !keep.isEmpty() ? keep : null;
  }
}
