// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/// What can be asked about policies.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy check policy.yaml",
      "  dr-clean policy test policy.yaml",
      "  dr-clean policy explain policy.yaml /var/lib/registry team/app",
      "  dr-clean policy diff policy.yaml new.yaml /var/lib/registry",
      "  dr-clean policy import ecr lifecycle.json > policy.yaml",
      ""
    },
    description = "Checks, tries, explains, compares and imports policies.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {"", "The language: docs/policies.md; for editors: dr-clean policy schema."})
final class PolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /// With all its own commands; to add one is to add a line here.
  static CommandLine line(Console console) {
    var line =
        new CommandLine(new PolicyCommand())
            .addSubcommand("check", Behind.registry(new PolicyCheckCommand(console), "1", "0..1"))
            .addSubcommand("test", new PolicyTestCommand(console))
            .addSubcommand("explain", Behind.registry(new PolicyExplainCommand(console), "1", "1"))
            .addSubcommand("diff", Behind.registry(new PolicyDiffCommand(console), "2", "1"))
            .addSubcommand("import", new PolicyImportCommand(console))
            .addSubcommand("schema", new PolicySchemaCommand(console));
    line.getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().versionProvider(new Version()));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::list);
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new Root.CommandMissing(spec.commandLine());
    }
  }
}
