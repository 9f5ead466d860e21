// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Scrub;
import drclean.plan.Plan;
import drclean.registry.Refused;
import drclean.run.Outcome;
import drclean.run.Recheck;
import drclean.run.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Moves garbage into the quarantine.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean scrub /var/lib/registry --dry-run",
      "  dr-clean scrub /var/lib/registry",
      "  dr-clean scrub /var/lib/registry --untagged --grace 48h --max-bytes 100GiB --yes",
      ""
    },
    description = "Moves what nothing needs into quarantine, and looks again.",
    optionListHeading = "%nOptions:%n")
final class ScrubCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private ScopeOptions scope = new ScopeOptions();
  @Mixin private ChangeOptions change = new ChangeOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  ScrubCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    limits.limits();
    console.leaving("interrupted; nothing was moved");
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      if (change.dryRun()) {
        Scrub scrub = Scrub.look(registry, scope.scope());
        watching.done();
        return show(scrub);
      }
      change.requireAnswer(console);
      try (var lease = place.lease(registry)) {
        return run(registry, new Work(console, talk, lease), watching);
      }
    }
  }

  /// Also where no plan can be run, what earlier runs moved and is needed goes back.
  private int run(Registry registry, Work work, TalkOptions.Watching watching) {
    try {
      Scrub scrub = Scrub.look(registry, scope.scope());
      watching.done();
      return run(scrub, work);
    } catch (Refused | Beyond refused) {
      watching.close();
      say(Scrub.heal(registry, work.lease(), work.following(0)));
      throw refused;
    }
  }

  private int show(Scrub scrub) {
    try (var lines = talk.lines(console)) {
      lines.fact("dryRun", true);
      lines.plan(scrub.plan());
    }
    young(scrub);
    require(scrub);
    talk.say(console, "dry run: nothing was moved");
    return skipped(scrub, Exit.DONE).code;
  }

  /// Says what could not be looked at; a script should notice that.
  private Exit skipped(Scrub scrub, Exit otherwise) {
    scrub.skipped().forEach(finding -> console.say(FindingText.line(finding)));
    return scrub.skipped().isEmpty() || otherwise != Exit.DONE ? otherwise : Exit.FINDINGS;
  }

  /// Where nothing is garbage, how much may become so.
  private void young(Scrub scrub) {
    if (scrub.plan().isEmpty() && scrub.young().count() > 0) {
      talk.say(
          console,
          "%s in %s are younger than the grace time of %s, or needed by what is"
              .formatted(
                  Human.bytes(scrub.young().bytes()),
                  Human.count(scrub.young().count(), "item"),
                  Human.duration(scrub.scope().grace())));
    }
  }

  private void require(Scrub scrub) {
    limits
        .limits()
        .exceeded(scrub.plan(), scrub.inventory())
        .ifPresent(
            sentence -> {
              throw new Beyond(sentence);
            });
  }

  private int run(Scrub scrub, Work work) {
    try (var lines = talk.lines(console)) {
      lines.fact("dryRun", false);
      lines.plan(scrub.plan());
      young(scrub);
      require(scrub);
      if (scrub.plan().isEmpty() || !agreed(scrub.plan())) {
        return skipped(scrub, heal(scrub, work, lines)).code;
      }
      Outcome outcome =
          scrub.run(work.lease(), work.following(Taking.of(scrub.plan()).moves().count()));
      OutcomeText.facts(lines, outcome);
      talk.say(console, OutcomeText.of(outcome, place.again(console)), OutcomeText.few(outcome));
      return skipped(scrub, OutcomeText.exit(outcome, console.stop())).code;
    }
  }

  private Exit heal(Scrub scrub, Work work, Lines lines) {
    Recheck.Result recheck = Scrub.heal(scrub.registry(), work.lease(), work.following(0));
    OutcomeText.facts(lines, recheck);
    say(recheck);
    return OutcomeText.quiet(recheck) ? Exit.DONE : Exit.FINDINGS;
  }

  private void say(Recheck.Result recheck) {
    talk.clear();
    OutcomeText.recheck(recheck).forEach(console::say);
  }

  private boolean agreed(Plan plan) {
    boolean agreed = change.agreed(console, Human.sentence(Taking.of(plan).toDo()) + "?");
    if (!agreed) {
      talk.say(console, "nothing was moved");
    }
    return agreed;
  }
}
