// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what a shell needs to complete our words, made from the same words as `--help`.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean completion > /etc/bash_completion.d/dr-clean",
      "  source <(dr-clean completion)",
      ""
    },
    description = "Prints completions for bash and zsh.",
    optionListHeading = "%nOptions:%n")
final class CompletionCommand implements Runnable {
  private static final List<String> OTHER_NAMES =
      List.of("cleaner", "dr_clean", "docker_registry_cleaner");

  private final Console console;
  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (spec != null) {
      print(AutoComplete.bash("dr-clean", spec.root().commandLine()), console.out());
    }
  }

  private static void print(String script, PrintWriter out) {
    out.println("# Completions of dr-clean for bash and zsh.");
    script.lines().dropWhile(line -> line.startsWith("#")).forEach(out::println);
    out.println("complete -F _complete_dr-clean -o default " + String.join(" ", OTHER_NAMES));
  }
}
