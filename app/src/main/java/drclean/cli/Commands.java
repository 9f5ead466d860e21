// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/// All commands, in the order that the help shows them; to add one is to add a line here.
final class Commands {
  private static final Map<String, Function<Console, Object>> MADE = new LinkedHashMap<>();

  static {
    MADE.put("report", ReportCommand::new);
    MADE.put("validate", ValidateCommand::new);
    MADE.put("explain", ExplainCommand::new);
    MADE.put("scrub", ScrubCommand::new);
    MADE.put("restore", RestoreCommand::new);
    MADE.put("purge", PurgeCommand::new);
    MADE.put("runs", RunsCommand::new);
    MADE.put("demo", DemoCommand::new);
    MADE.put("completion", CompletionCommand::new);
    MADE.put("manual", ManualCommand::new);
    MADE.put("warm-up", WarmUpCommand::new);
  }

  /// What can be asked, by all its names.
  static final Set<String> NAMES =
      Set.of(
          "report",
          "validate",
          "explain",
          "scrub",
          "restore",
          "revert",
          "purge",
          "runs",
          "demo",
          "completion",
          "manual",
          "warm-up");

  private Commands() {}

  /// The command line, ready to be executed.
  static CommandLine line(Console console) {
    var line = new CommandLine(new Root());
    MADE.forEach((name, make) -> line.addSubcommand(name, make.apply(console)));
    line.getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().versionProvider(new Version()));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::list);
    line.setOut(console.out());
    line.setErr(console.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(28);
    line.setDefaultValueProvider(new Defaults(console));
    line.setExitCodeExceptionMapper(_ -> Exit.BUG.code);
    var failures = new Failures(console);
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    return line;
  }

  /// One line for each command: its name and the first sentence of what it does.
  private static String list(Help help) {
    var list = new StringBuilder();
    for (Help sub : help.subcommands().values()) {
      String about = sub.commandSpec().usageMessage().description()[0];
      list.append("  %-17s %s%n".formatted(String.join(", ", sub.commandSpec().names()), about));
    }
    return list.toString();
  }
}
