// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the manual page, made from the same words as `--help`.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {"  dr-clean manual > dr-clean.1", ""},
    description = "Prints the manual page in the format of man(7).",
    optionListHeading = "%nOptions:%n")
final class ManualCommand implements Runnable {
  private final Console console;
  @Spec private @Nullable CommandSpec spec;

  ManualCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (spec != null) {
      Manual.print(spec.root(), console.out());
    }
  }
}
