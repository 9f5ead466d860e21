// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Explain;
import drclean.command.Explanation;
import drclean.run.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Why something is kept, or why it is not.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean explain /var/lib/registry sha256:6c3c624b58db…",
      "  dr-clean explain /var/lib/registry team/app:v1",
      "  dr-clean explain /var/lib/registry team/app@sha256:9f86d081884c… --untagged",
      ""
    },
    description = "Says what keeps a thing, or why nothing does.",
    optionListHeading = "%nOptions:%n")
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();

  @Parameters(index = "1", paramLabel = "WHAT", description = "A digest, repo:tag or repo@digest.")
  private String what = "";

  @Mixin private ScopeOptions scope = new ScopeOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Explanation explanation;
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      explanation = Explain.of(registry, scope.scope(), console.clock().instant(), what);
    }
    print(explanation);
    return explanation.state() == Explanation.State.ABSENT ? Exit.FINDINGS.code : Exit.DONE.code;
  }

  private void print(Explanation explanation) {
    switch (talk.format()) {
      case table -> text(explanation);
      case json -> Json.print(console.out(), object(explanation));
      case csv -> table(explanation).print(console.out(), Separated.CSV);
      case tsv -> table(explanation).print(console.out(), Separated.TSV);
    }
  }

  private static String state(Explanation explanation) {
    return explanation.state().name().toLowerCase(Locale.ROOT);
  }

  private void text(Explanation explanation) {
    var out = console.out();
    String digest =
        explanation.digest().equals(explanation.what()) || explanation.digest().isEmpty()
            ? ""
            : " (" + explanation.digest() + ")";
    out.println(Safe.line(explanation.what() + digest) + ": " + state(explanation));
    explanation.reasons().forEach(reason -> out.println("  because " + Safe.line(reason)));
    explanation
        .chains()
        .forEach(chain -> out.println("  " + Safe.line(String.join(" -> ", chain))));
    if (explanation.state() == Explanation.State.ABSENT) {
      return;
    }
    out.println(
        "  if it went alone: %s, %s"
            .formatted(
                Human.count(explanation.freed().count(), "blob"),
                Human.bytes(explanation.freed().bytes())));
  }

  private static Map<String, Object> object(Explanation explanation) {
    var object = new LinkedHashMap<String, Object>();
    object.put("what", explanation.what());
    object.put("digest", Optional.of(explanation.digest()).filter(digest -> !digest.isEmpty()));
    object.put("state", state(explanation));
    object.put("reasons", explanation.reasons());
    object.put("chains", explanation.chains());
    object.put("freed", ReportJson.total(explanation.freed()));
    return object;
  }

  private static Table table(Explanation explanation) {
    List<List<Cell>> rows =
        explanation.chains().stream()
            .map(chain -> row(explanation, String.join(" -> ", chain)))
            .toList();
    return new Table(
        List.of("what", "state", "chain"),
        rows.isEmpty()
            ? List.of(row(explanation, String.join("; ", explanation.reasons())))
            : rows);
  }

  private static List<Cell> row(Explanation explanation, String chain) {
    return List.of(
        new Cell.Text(explanation.what()), new Cell.Text(state(explanation)), new Cell.Text(chain));
  }
}
