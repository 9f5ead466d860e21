// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Judged;
import drclean.command.PolicyFile;
import drclean.retention.Policy;
import drclean.retention.judging.Foresight;
import drclean.retention.judging.Verdicts;
import drclean.retention.judging.Warning;
import drclean.retention.reading.Mistake;
import drclean.retention.reading.Reading;
import drclean.retention.reading.Reading.Right;
import drclean.retention.reading.Reading.Wrong;
import drclean.run.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Whether a file is a policy.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy check policy.yaml",
      "  dr-clean policy check policy.yaml /var/lib/registry   also what its tags show",
      "  dr-clean policy check - --format json < policy.yaml",
      ""
    },
    description = "Says whether a file is a policy, and what in it may not be meant.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit codes: 0 a policy, 1 none, 3 the file cannot be read."})
final class PolicyCheckCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "A policy; - is standard input.")
  private String file = "";

  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  PolicyCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reading reading = PolicyFile.read(file);
    switch (reading) {
      case Right(var policy) -> print(policy, List.of(), warnings(policy));
      case Wrong(var mistakes) -> print(Policy.NONE, mistakes, List.of());
    }
    return reading instanceof Right ? Exit.DONE.code : Exit.FINDINGS.code;
  }

  /// What the policy alone tells, and what the tags of a registry show.
  private List<Warning> warnings(Policy policy) {
    var warnings = new ArrayList<>(Foresight.of(policy));
    Charter charter = Charter.beside(file, policy);
    warnings.addAll(charter.blocks());
    if (place.named()) {
      try (var watching = talk.watching(console)) {
        Registry registry = place.open(console, watching.watch());
        Verdicts verdicts = Judged.of(registry, charter).verdicts();
        verdicts.blocked().stream().map(Warning.Blocks::new).forEach(warnings::add);
        warnings.addAll(verdicts.warnings());
      }
    }
    return warnings.stream().distinct().toList();
  }

  private void print(Policy policy, List<Mistake> mistakes, List<Warning> warnings) {
    Table table = table(mistakes, warnings);
    switch (talk.format()) {
      case table -> text(policy, mistakes, warnings);
      case json -> Json.print(console.out(), object(mistakes, warnings));
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  private void text(Policy policy, List<Mistake> mistakes, List<Warning> warnings) {
    mistakes.forEach(mistake -> console.out().println(Safe.line(mistake.toString())));
    warnings.forEach(
        warning -> console.out().println(Safe.line(file + ": warning: " + warning.words())));
    if (mistakes.isEmpty()) {
      console
          .out()
          .println(
              Safe.line(
                  "%s: a policy of %s and %s"
                      .formatted(
                          file,
                          Human.count(policy.rules().size(), "rule"),
                          Human.count(policy.examples().size(), "test"))));
    }
  }

  private Map<String, Object> object(List<Mistake> mistakes, List<Warning> warnings) {
    var object = new LinkedHashMap<String, Object>();
    object.put("file", file);
    object.put("policy", mistakes.isEmpty());
    object.put(
        "mistakes",
        mistakes.stream()
            .map(m -> Map.of("line", m.line(), "column", m.column(), "what", m.what()))
            .toList());
    object.put(
        "warnings",
        warnings.stream().map(w -> Map.of("rule", w.rule(), "what", w.words())).toList());
    return object;
  }

  private static Table table(List<Mistake> mistakes, List<Warning> warnings) {
    Stream<List<Cell>> wrong =
        mistakes.stream()
            .map(
                m ->
                    List.of(
                        new Cell.Text("mistake"),
                        new Cell.Count(m.line()),
                        new Cell.Count(m.column()),
                        new Cell.Text(m.what())));
    Stream<List<Cell>> doubtful =
        warnings.stream()
            .map(
                w ->
                    List.of(
                        new Cell.Text("warning"),
                        new Cell.Count(0),
                        new Cell.Count(0),
                        new Cell.Text(w.words())));
    return new Table(
        List.of("kind", "line", "column", "what"), Stream.concat(wrong, doubtful).toList());
  }
}
