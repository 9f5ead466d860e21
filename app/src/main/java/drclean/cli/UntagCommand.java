// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Untag;
import drclean.run.Outcome;
import drclean.run.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Removes tags by a policy.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean untag /var/lib/registry --policy policy.yaml --dry-run",
      "  dr-clean untag /var/lib/registry --policy policy.yaml --yes",
      "  dr-clean untag /var/lib/registry --keep-last 10 --older-than 30d --tags 'ci-*'",
      "  dr-clean untag /var/lib/registry --keep-last 5 --except 'v*' --repository 'team/**'",
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

  UntagCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    limits.check();
    Charter charter = policy.charter(console, talk);
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
        return run(untag, new Work(console, talk, lease));
      }
    }
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

  private int run(Untag untag, Work work) {
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
      Outcome outcome = untag.run(work.lease(), work.following(untag.plan().total().count()));
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
