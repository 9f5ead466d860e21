// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Report;
import drclean.command.Share;
import drclean.command.Unnamed;
import drclean.plan.Scope;
import drclean.run.Registry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is in a registry, and what of it nothing needs.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean report /var/lib/registry",
      "  dr-clean report /var/lib/registry --untagged --top 20",
      "  dr-clean report /var/lib/registry --format json | jq .garbage.blobs.bytes",
      ""
    },
    description = "Says what is there, what nothing needs, and what is wrong.",
    optionListHeading = "%nOptions:%n")
final class ReportCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private ScopeOptions scope = new ScopeOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  @Option(names = "--top", paramLabel = "N", description = "Show the N largest repositories.")
  private int top = Integer.MAX_VALUE;

  @Option(
      names = "--repository",
      paramLabel = "GLOB",
      converter = Glob.Typed.class,
      description = "Show only repositories of these names.")
  private Glob repository = Glob.ALL;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 0) {
      throw new Misused("--top must be 0 or more");
    }
    Report report;
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      report = Report.of(registry, asked(), console.clock().instant());
    }
    Unnamed.requireOne(repository, report.shares().stream().map(Share::name));
    print(report.showing(shown(report.shares())));
    if (!repository.equals(Glob.ALL) && talk.format() == Format.table) {
      talk.say(console, "all numbers but those of the repositories are the whole registry's");
    }
    return Exit.DONE.code;
  }

  private Scope asked() {
    return scope.scope();
  }

  private List<Share> shown(List<Share> shares) {
    return shares.stream().filter(share -> repository.matches(share.name())).limit(top).toList();
  }

  private void print(Report report) {
    var text = new FindingText(place.again(console));
    switch (talk.format()) {
      case table -> new ReportText(report, text, talk.view(console), asked()).print(console.out());
      case json -> Json.print(console.out(), ReportJson.of(report, text));
      case csv -> ReportText.shares(report).print(console.out(), Separated.CSV);
      case tsv -> ReportText.shares(report).print(console.out(), Separated.TSV);
    }
  }
}
