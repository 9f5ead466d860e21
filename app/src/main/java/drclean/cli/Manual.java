// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A manual page in the format of man(7).
final class Manual {
  private final PrintWriter out;

  private Manual(PrintWriter out) {
    this.out = out;
  }

  static void print(CommandSpec root, PrintWriter out) {
    var manual = new Manual(out);
    manual.head(root);
    commands(root).forEach(manual::command);
    manual.section("EXIT STATUS");
    manual.text("0 done, 1 findings, 2 usage, 3 refused, 4 storage failure, 5 over a limit,");
    manual.text("6 another run holds the lease, 70 a bug, 130 interrupted.");
    manual.section("ENVIRONMENT");
    manual.term("KEEP", List.of("The grace time when --grace is not given."));
    manual.term("XDG_CACHE_HOME", List.of("Where manifests are remembered between runs."));
  }

  private static List<CommandSpec> commands(CommandSpec root) {
    return root.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .distinct()
        .filter(command -> !command.usageMessage().hidden())
        .flatMap(command -> Stream.concat(Stream.of(command), commands(command).stream()))
        .toList();
  }

  private void head(CommandSpec root) {
    out.println(".TH DR\\-CLEAN 1 \"\" \"dr\\-clean " + escape(Version.number()) + "\"");
    section("NAME");
    text("dr-clean - cleans container registries on disk, while they run, and undoes it");
    section("SYNOPSIS");
    text("dr-clean COMMAND REGISTRY [OPTION...]");
    section("DESCRIPTION");
    Stream.of(root.usageMessage().description()).forEach(this::text);
    section("EXAMPLES");
    examples(root);
    section("COMMANDS");
  }

  private void command(CommandSpec command) {
    out.println(".SS " + escape(name(command) + parameters(command)));
    Stream.of(command.usageMessage().description()).forEach(this::text);
    examples(command);
    command.options().stream().filter(option -> !option.hidden()).forEach(this::option);
  }

  /// Its words behind `dr-clean`.
  private static String name(CommandSpec command) {
    String all = command.qualifiedName();
    return all.substring(all.indexOf(' ') + 1);
  }

  private static String parameters(CommandSpec command) {
    var text = new StringBuilder();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel();
      boolean must = parameter.arity().min() > 0 || label.startsWith("[");
      text.append(must ? " " : " [").append(label).append(must ? "" : "]");
    }
    return text.toString();
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    term(String.join(", ", option.names()) + value, List.of(option.description()));
  }

  private void examples(CommandSpec command) {
    out.println(".nf");
    Stream.of(command.usageMessage().header()).filter(line -> !line.isBlank()).forEach(this::text);
    out.println(".fi");
  }

  private void section(String title) {
    out.println(".SH " + title);
  }

  private void term(String term, List<String> lines) {
    out.println(".TP");
    out.println("\\fB" + escape(term) + "\\fR");
    lines.forEach(this::text);
  }

  private void text(String line) {
    out.println(escape(line));
  }

  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", " ");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
