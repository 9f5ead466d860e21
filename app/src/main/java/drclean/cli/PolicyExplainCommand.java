// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Opinion;
import drclean.command.PolicyExplain;
import drclean.command.PolicyExplain.Asked;
import drclean.command.api.Afar;
import drclean.command.api.Survey;
import drclean.layout.Means;
import drclean.retention.judging.Verdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What a policy says of the tags of a repository.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy explain policy.yaml /var/lib/registry team/app",
      "  dr-clean policy explain policy.yaml /var/lib/registry team/app:v1",
      ""
    },
    description = "Says what becomes of each tag of a repository, by which rule, and why.",
    optionListHeading = "%nOptions:%n")
final class PolicyExplainCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("tag", "digest", "pushed", "verdict", "rule", "reason");

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "A policy; - is standard input.")
  private String file = "";

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Parameters(
      index = "2",
      paramLabel = "REPO[:TAG]",
      description = "A repository, or one tag of it.")
  private String what = "";

  @Mixin private TalkOptions talk = new TalkOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  PolicyExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var charter = Charter.beside(file, Policies.read(console, file));
    PolicyExplain explained;
    try (var watching = talk.watching(console)) {
      explained =
          api.address(place)
              .map(address -> afar(charter, address, watching.watch()))
              .orElseGet(
                  () ->
                      PolicyExplain.of(
                          place.open(console, watching.watch()), charter, Asked.of(what)));
    }
    explained.blocked().forEach(why -> talk.say(console, "nothing goes: " + why));
    explained.warnings().forEach(one -> talk.say(console, "warning: " + one.words()));
    if (explained.opinions().isEmpty()) {
      talk.say(console, "there is no tag " + what);
    }
    print(explained);
    boolean absent = explained.opinions().isEmpty() && Asked.of(what).tag().isPresent();
    return absent ? Exit.FINDINGS.code : Exit.DONE.code;
  }

  private PolicyExplain afar(Charter charter, String address, Means.Watch watch) {
    String repository = Asked.of(what).repository();
    var asked =
        new Survey.Asked(repository::equals, Set.of(repository), PolicyOptions.tags(charter));
    try (Afar afar = Afar.reach(api.way(address, place, console), console.clock())) {
      Survey survey = Survey.of(afar, asked, watch);
      AfarText.doubts(survey).forEach(console::say);
      return PolicyExplain.of(survey.judge(charter), Asked.of(what));
    }
  }

  private void print(PolicyExplain explained) {
    switch (talk.format()) {
      case table -> {
        table(explained, OpinionText::digest)
            .printFewOr(console.out(), talk.view(console), "no tags");
        console.out().println(summary(explained));
      }
      case json -> json(explained);
      case csv -> table(explained, OpinionText::whole).print(console.out(), Separated.CSV);
      case tsv -> table(explained, OpinionText::whole).print(console.out(), Separated.TSV);
    }
  }

  private static Table table(PolicyExplain explained, Function<Opinion, String> digest) {
    return new Table(
        COLUMNS,
        explained.opinions().stream()
            .map(opinion -> OpinionText.row(opinion, digest.apply(opinion)))
            .toList());
  }

  private String summary(PolicyExplain explained) {
    String freed =
        "%s, %s"
            .formatted(
                Human.count(explained.freed().count(), "blob"),
                Human.bytes(explained.freed().bytes()));
    return Asked.of(what).tag().isPresent()
        ? "if it went, a scrub --untagged could take %s more".formatted(freed)
        : "%s protected, %s kept, %s go%s"
            .formatted(
                Human.count(explained.count(Kind.PROTECTED)),
                Human.count(explained.count(Kind.KEEP)),
                Human.count(explained.count(Kind.DELETE)),
                explained.count(Kind.DELETE) == 0
                    ? ""
                    : "; then a scrub --untagged could take %s more".formatted(freed));
  }

  private void json(PolicyExplain explained) {
    var object = new LinkedHashMap<String, Object>();
    object.put("repository", explained.repository());
    object.put("blocked", explained.blocked());
    object.put("tags", explained.opinions().stream().map(OpinionText::object).toList());
    object.put("freed", ReportJson.total(explained.freed()));
    Json.print(console.out(), object);
  }
}
