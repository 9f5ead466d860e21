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
    description = {
      "Writes a small registry with garbage in it, to try this on.",
      "Says what to try."
    },
    optionListHeading = "%nOptions:%n")
final class DemoCommand implements Callable<Integer> {
  private static final List<List<String>> TRY =
      List.of(
          List.of("report"),
          List.of("scrub", "--dry-run"),
          List.of("scrub"),
          List.of("runs"),
          List.of("restore"),
          List.of("scrub", "--untagged", "--yes"),
          List.of("purge", "--hold", "0s"));

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
    var again = new Again(console.name(), List.of(folder.toString()));
    console.out().println("A small registry lies in " + folder + ". Try, one after the other:");
    TRY.forEach(words -> console.out().println("  " + line(again, words)));
    console.out().println("Next: " + again.line("report"));
    return Exit.DONE.code;
  }

  private static String line(Again again, List<String> words) {
    return again.line(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
  }
}
