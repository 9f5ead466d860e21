// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `dr-clean` itself: its help and its version.
@Command(
    name = "dr-clean",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean report  /var/lib/registry            what is there, what is garbage",
      "  dr-clean untag   /var/lib/registry --policy F remove tags by a policy",
      "  dr-clean scrub   /var/lib/registry --dry-run  what would be moved, and why",
      "  dr-clean scrub   /var/lib/registry            move it into the quarantine",
      "  dr-clean restore /var/lib/registry            give it back",
      "  dr-clean purge   /var/lib/registry            delete what waited for 7 days",
      "  dr-clean demo                                 a registry to try all of this on",
      ""
    },
    description = "Cleans container registries (v1, v2, v3) on disk while they run, and undoes it.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 findings, 2 usage, 3 refused, 4 storage failure,",
      "5 over a limit, 6 another run holds the lease, 70 a bug, 130 interrupted."
    })
final class Root implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandMissing(spec.commandLine());
    }
  }

  /// Nothing was asked.
  static final class CommandMissing extends ParameterException {
    @Serial private static final long serialVersionUID = 1;

    CommandMissing(CommandLine line) {
      super(line, "a command is missing");
    }
  }
}
