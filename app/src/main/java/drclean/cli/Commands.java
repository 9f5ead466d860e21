// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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
    MADE.put("clean", CleanCommand::new);
    MADE.put("untag", console -> Behind.registry(new UntagCommand(console), "0", "0..1"));
    MADE.put("scrub", ScrubCommand::new);
    MADE.put("restore", RestoreCommand::new);
    MADE.put("purge", PurgeCommand::new);
    MADE.put("runs", console -> Behind.registry(new RunsCommand(console), "0", "0..1"));
    MADE.put("policy", PolicyCommand::line);
    MADE.put("demo", DemoCommand::new);
    MADE.put("completion", CompletionCommand::new);
    MADE.put("manual", ManualCommand::new);
    MADE.put("warm-up", WarmUpCommand::new);
  }

  private static final Set<String> SPEAK_OF_ALL = Set.of("completion", "manual");

  /// What can be asked, by all its names.
  static final Set<String> NAMES =
      Set.of(
          "report",
          "validate",
          "explain",
          "clean",
          "untag",
          "scrub",
          "restore",
          "revert",
          "purge",
          "runs",
          "policy",
          "demo",
          "completion",
          "manual",
          "warm-up");

  private Commands() {}

  /// The command line for these words, ready to be executed. Commands that the words cannot mean
  /// are not made: making all of them takes longer than the rest of a start.
  static CommandLine line(Console console, List<String> words) {
    var line = new CommandLine(new Root());
    Predicate<String> possible = possible(words.isEmpty() ? "" : words.getFirst());
    MADE.forEach(
        (name, make) -> {
          if (possible.test(name)) {
            line.addSubcommand(name, make.apply(console));
          }
        });
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

  private static Predicate<String> possible(String first) {
    if (first.equals("--version")) {
      return _ -> false;
    }
    return MADE.containsKey(first) && !SPEAK_OF_ALL.contains(first) ? first::equals : _ -> true;
  }

  /// One line for each command: its name and the first sentence of what it does.
  static String list(Help help) {
    var list = new StringBuilder();
    for (Help sub : help.subcommands().values()) {
      String about = sub.commandSpec().usageMessage().description()[0];
      list.append("  %-16s %s%n".formatted(String.join(", ", sub.commandSpec().names()), about));
    }
    return list.toString();
  }
}
