// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A small registry to try everything on.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {"  dr-clean demo", "  dr-clean demo /tmp/demo-registry", ""},
    description = "Writes a small true v2 registry with garbage in it, and says what to try on it.",
    optionListHeading = "%nOptions:%n")
final class DemoCommand implements Callable<Integer> {
  private static final List<String> TRY =
      List.of(
          "dr-clean report %s",
          "dr-clean scrub %s --dry-run",
          "dr-clean scrub %s",
          "dr-clean runs %s",
          "dr-clean restore %s",
          "dr-clean scrub %s --untagged --yes",
          "dr-clean purge %s --hold 0s");

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "dr-clean-demo",
      description = "An empty folder, or one that is not there (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("dr-clean-demo");

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Demo.write(folder, console.clock().instant());
    console.out().println("A small registry lies in " + folder + ". Try, one after the other:");
    TRY.forEach(line -> console.out().println("  " + line.formatted(folder)));
    return Exit.DONE.code;
  }
}
