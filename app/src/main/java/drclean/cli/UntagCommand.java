// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Untag;
import drclean.command.api.Removal;
import drclean.command.api.Way;
import drclean.run.Outcome;
import drclean.run.Registry;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Removes tags by a policy.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean untag /var/lib/registry --policy policy.yaml --dry-run",
      "  dr-clean untag /var/lib/registry --policy policy.yaml --yes",
      "  dr-clean untag /var/lib/registry --keep-last 10 --older-than 30d --tags 'ci-*'",
      "  dr-clean untag /var/lib/registry --keep-last 5 --except 'v*' --repository 'team/**'",
      "  dr-clean untag https://registry.example.com --policy policy.yaml --dry-run",
      ""
    },
    description = {"Removes the tags that a policy lets go.", "What they pointed at stays."},
    optionListHeading = "%nOptions:%n")
final class UntagCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private PolicyOptions policy = new PolicyOptions();
  @Mixin private ChangeOptions change = new ChangeOptions();
  @Mixin private UntagLimitOptions limits = new UntagLimitOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  @Option(
      names = "--dummy-manifest",
      description = "API: move a tag that cannot go alone to an index to be deleted.")
  private boolean dummy;

  @Option(
      names = "--manifests",
      description = "API: the manifests that only these tags reach go, too.")
  private boolean manifests;

  @Mixin private ApiOptions api = new ApiOptions();

  UntagCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    limits.check();
    Charter charter = policy.charter(console, talk);
    List<String> addresses = api.addresses(place);
    if (!addresses.isEmpty()) {
      return afar(charter, addresses);
    }
    console.leaving("interrupted; nothing was moved");
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      if (change.dryRun()) {
        Untag untag = Untag.look(registry, charter, policy.repositories());
        watching.done();
        return show(untag);
      }
      change.requireAnswer(console);
      try (var lease = place.lease(registry)) {
        Untag untag = Untag.look(registry, charter, policy.repositories());
        watching.done();
        return run(registry, untag, new Work(console, talk, lease));
      }
    }
  }

  private int afar(Charter charter, List<String> addresses) {
    var ways = EnumSet.noneOf(Way.class);
    if (dummy) {
      ways.add(Way.DUMMY_MANIFEST);
    }
    if (manifests) {
      ways.add(Way.MANIFESTS);
    }
    var talker = new UntagAfar.Talker(console, talk, change, limits);
    List<UntagAfar.Place> places =
        addresses.stream()
            .map(
                where ->
                    new UntagAfar.Place(api.way(where, place, console), api.again(where, console)))
            .toList();
    return new UntagAfar(talker, new Removal.Asked(charter, policy.asked(charter), ways))
        .all(places);
  }

  private int show(Untag untag) {
    try (var lines = UntagText.lines(talk, console)) {
      lines.fact("dryRun", true);
      UntagText.plan(untag, lines, talk, console);
    }
    limits.require(untag);
    talk.say(console, "dry run: nothing was moved");
    return Exit.DONE.code;
  }

  private int run(Registry registry, Untag untag, Work work) {
    try (var lines = UntagText.lines(talk, console)) {
      lines.fact("dryRun", false);
      UntagText.plan(untag, lines, talk, console);
      limits.require(untag);
      if (untag.leaving().isEmpty()) {
        return Exit.DONE.code;
      }
      if (!change.agreed(console, question(untag))) {
        talk.say(console, "nothing was moved");
        return Exit.DONE.code;
      }
      Outcome outcome =
          untag.run(registry, work.lease(), work.following(untag.plan().total().count()));
      OutcomeText.facts(lines, outcome);
      lines.fact("elsewhere", Untag.elsewhere(outcome));
      talk.say(console, UntagText.outcome(outcome, place.again(console)), UntagText.few(outcome));
      return UntagText.exit(outcome, console.stop()).code;
    }
  }

  private static String question(Untag untag) {
    return "Remove %s (it can be undone)?".formatted(Human.count(untag.leaving().size(), "tag"));
  }
}
