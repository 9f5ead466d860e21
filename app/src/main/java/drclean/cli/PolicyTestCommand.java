// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.retention.Policy;
import drclean.retention.judging.Rehearsal;
import drclean.retention.judging.Rehearsal.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Whether a policy does what its own tests say.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy test policy.yaml",
      "  dr-clean policy test policy.yaml --format csv",
      ""
    },
    description = "Runs the tests that a policy brings: tags, and what must become of them.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit codes: 0 all is as expected, 1 something is not, 3 the file is no policy."})
final class PolicyTestCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("test", "tag", "expected", "because", "verdict", "reason");

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "A policy; - is standard input.")
  private String file = "";

  @Mixin private TalkOptions talk = new TalkOptions();

  PolicyTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Policy policy = Policies.read(console, file);
    List<Failure> failures = Rehearsal.run(policy);
    var table = new Table(COLUMNS, failures.stream().map(PolicyTestCommand::row).toList());
    switch (talk.format()) {
      case table -> text(policy, failures);
      case json -> json(policy, table);
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
    return failures.isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
  }

  private void text(Policy policy, List<Failure> failures) {
    failures.forEach(failure -> console.out().println(Safe.line(failure.words())));
    console
        .out()
        .println(
            policy.examples().isEmpty()
                ? Safe.line(file) + " has no tests"
                : "%s of %s in %s as expected"
                    .formatted(
                        Human.count(tags(policy) - failures.size()),
                        Human.count(tags(policy), "tag"),
                        Human.count(policy.examples().size(), "test")));
  }

  private static long tags(Policy policy) {
    return policy.examples().stream().mapToLong(example -> example.tags().size()).sum();
  }

  private void json(Policy policy, Table failures) {
    var object = new LinkedHashMap<String, Object>();
    object.put("file", file);
    object.put("tests", policy.examples().size());
    object.put("tags", tags(policy));
    object.put("failures", failures.objects());
    Json.print(console.out(), object);
  }

  private static List<Cell> row(Failure failure) {
    return List.of(
        new Cell.Text(failure.example()),
        new Cell.Text(failure.expected().tag()),
        new Cell.Text(failure.expected().expect().name().toLowerCase(Locale.ROOT)),
        new Cell.Text(failure.expected().because()),
        new Cell.Text(failure.actual().kind().name().toLowerCase(Locale.ROOT)),
        new Cell.Text(failure.actual().because()));
  }
}
