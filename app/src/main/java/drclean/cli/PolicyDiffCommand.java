// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Opinion;
import drclean.command.PolicyDiff;
import drclean.command.PolicyDiff.Change;
import drclean.command.PolicyDiff.Taken;
import drclean.command.api.Afar;
import drclean.command.api.Survey;
import drclean.layout.Means;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Of which tags two policies say different things.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy diff policy.yaml new.yaml /var/lib/registry",
      "  dr-clean policy diff policy.yaml new.yaml /var/lib/registry --format csv",
      ""
    },
    description = "Lists the tags of which two policies say different things.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit codes: 0 they say the same of all tags, 1 they do not."})
final class PolicyDiffCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("tag", "digest", "imageBytes", "old", "new", "reason");

  private final Console console;

  @Parameters(index = "0", paramLabel = "OLD", description = "A policy.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
  private String other = "";

  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private TalkOptions talk = new TalkOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  PolicyDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var first = Charter.beside(old, Policies.read(console, old));
    var second = Charter.beside(other, Policies.read(console, other));
    PolicyDiff diff;
    try (var watching = talk.watching(console)) {
      diff =
          api.address(place)
              .map(address -> afar(address, first, second, watching.watch()))
              .orElseGet(() -> PolicyDiff.of(place.open(console, watching.watch()), first, second));
    }
    print(diff);
    return diff.changes().isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
  }

  private PolicyDiff afar(String address, Charter first, Charter second, Means.Watch watch) {
    var tags = new HashSet<>(PolicyOptions.tags(first));
    tags.addAll(PolicyOptions.tags(second));
    try (Afar afar = Afar.reach(api.way(address, place, console), console.clock())) {
      Survey survey = Survey.of(afar, new Survey.Asked(_ -> true, Set.of(), tags), watch);
      AfarText.doubts(survey).forEach(console::say);
      return PolicyDiff.of(survey.judge(first), survey.judge(second));
    }
  }

  private void print(PolicyDiff diff) {
    switch (talk.format()) {
      case table -> {
        table(diff, OpinionText::digest)
            .printFewOr(console.out(), talk.view(console), "no difference");
        console.out().println(Safe.line("old: " + old + " " + sum(diff.before())));
        console.out().println(Safe.line("new: " + other + " " + sum(diff.after())));
      }
      case json -> json(diff);
      case csv -> table(diff, OpinionText::whole).print(console.out(), Separated.CSV);
      case tsv -> table(diff, OpinionText::whole).print(console.out(), Separated.TSV);
    }
  }

  private static String sum(Taken taken) {
    String blocked = taken.blocked().isEmpty() ? "" : " (" + taken.blocked().getFirst() + ")";
    return "takes %s, so that a scrub --untagged could take %s, %s more%s"
        .formatted(
            Human.count(taken.tags(), "tag"),
            Human.count(taken.freed().count(), "blob"),
            Human.bytes(taken.freed().bytes()),
            blocked);
  }

  private static Table table(PolicyDiff diff, Function<Opinion, String> digest) {
    return new Table(
        COLUMNS,
        diff.changes().stream().map(change -> row(change, digest.apply(change.after()))).toList());
  }

  private static List<Cell> row(Change change, String digest) {
    return List.of(
        new Cell.Text(change.after().tag().title()),
        new Cell.Text(digest),
        new Cell.Bytes(change.bytes()),
        new Cell.Text(OpinionText.verdict(change.before())),
        new Cell.Text(OpinionText.verdict(change.after())),
        new Cell.Text(change.after().verdict().because()));
  }

  private void json(PolicyDiff diff) {
    var object = new LinkedHashMap<String, Object>();
    object.put("changes", diff.changes().stream().map(PolicyDiffCommand::object).toList());
    object.put("old", object(diff.before()));
    object.put("new", object(diff.after()));
    Json.print(console.out(), object);
  }

  private static Map<String, Object> object(Change change) {
    var object = new LinkedHashMap<String, Object>();
    object.put("old", OpinionText.object(change.before()));
    object.put("new", OpinionText.object(change.after()));
    object.put("bytes", change.bytes());
    return object;
  }

  private static Map<String, Object> object(Taken taken) {
    var object = new LinkedHashMap<String, Object>();
    object.put("tags", taken.tags());
    object.put("freed", ReportJson.total(taken.freed()));
    object.put("blocked", taken.blocked());
    return object;
  }
}
