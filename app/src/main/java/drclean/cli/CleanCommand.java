// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.Clean;
import drclean.command.Scrub;
import drclean.command.Untag;
import drclean.plan.Limits;
import drclean.registry.Refused;
import drclean.retention.Amount;
import drclean.retention.Policy;
import drclean.run.Outcome;
import drclean.run.Purge;
import drclean.run.Registry;
import drclean.run.Run;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A night's work by a policy: untag, scrub, purge.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean clean /var/lib/registry --policy policy.yaml --dry-run",
      "  dr-clean clean /var/lib/registry --policy policy.yaml --yes --quiet",
      ""
    },
    description = {
      "Untags, scrubs and purges by a policy, in one go.",
      "Removes the tags that the policy lets go, moves what nothing needs then into the",
      "quarantine, and deletes what waited there for as long as the policy says (quarantine)."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "The exit code is that of the first step that has something to tell."})
final class CleanCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The policy; - is standard input (docs/policies.md).")
  private String file = "";

  @Option(
      names = "--max-blobs-percent",
      paramLabel = "N",
      description = "Refuse (exit 5) to scrub more than N of 100 blobs (50).")
  private @Nullable Integer maxBlobs;

  @Mixin private UntagLimitOptions limits = new UntagLimitOptions();
  @Mixin private ChangeOptions change = new ChangeOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  CleanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    limits.check();
    Limits blobs = blobs();
    Charter charter = Charter.beside(file, Policies.read(console, file));
    console.leaving("interrupted; nothing was done");
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      requireSecond(registry);
      if (change.dryRun()) {
        return show(registry, charter);
      }
      change.requireAnswer(console);
      try (var lease = place.lease(registry)) {
        var work = new Work(console, talk, lease);
        try (var night = new Night(place.again(console), work)) {
          return clean(registry, charter, blobs, night);
        }
      }
    }
  }

  /// What a policy pins is a manifest, and a v1 registry has none.
  private static void requireSecond(Registry registry) {
    if (!registry.layout().name().equals("v2")) {
      throw new Refused("clean is for v2 registries so far; on v1 run untag, scrub and purge");
    }
  }

  private Limits blobs() {
    if (maxBlobs != null && (maxBlobs < 0 || maxBlobs > 100)) {
      throw new Misused("--max-blobs-percent lies between 0 and 100");
    }
    return maxBlobs == null
        ? Limits.careful()
        : new Limits(maxBlobs, Limits.UNLIMITED, Limits.UNLIMITED);
  }

  private int show(Registry registry, Charter charter) {
    Untag untag = Untag.look(registry, charter, _ -> true);
    List<Run> due = Clean.due(registry, charter.policy());
    try (var lines = UntagText.lines(talk, console)) {
      lines.fact("dryRun", true);
      UntagText.plan(untag, lines, talk, console);
      UntagText.then(Clean.afterUntag(registry, charter).plan(), lines, talk, console);
      lines.fact("due", due.stream().map(Run::id).toList());
    }
    due.forEach(run -> talk.say(console, "would delete " + run.id()));
    limits.require(untag);
    talk.say(console, "dry run: nothing was moved, and nothing was deleted");
    return Exit.DONE.code;
  }

  private int clean(Registry registry, Charter charter, Limits blobs, Night night) {
    Untag untag = Untag.look(registry, charter, _ -> true);
    List<Run> due = Clean.due(registry, charter.policy());
    night.plan(untag);
    limits.require(untag);
    if (!change.agreed(console, question(untag, charter.policy()))) {
      talk.say(console, "nothing was done");
      return Exit.DONE.code;
    }
    if (!untag.leaving().isEmpty()) {
      Outcome outcome = untag.run(registry, night.lease(), night.following(untag.leaving().size()));
      night.untagged(outcome);
    }
    if (night.goesOn()) {
      night.scrubbed(scrub(registry, charter, blobs, night));
    }
    if (night.goesOn()) {
      Purge.Bounds bounds = Clean.bounds(charter.policy(), due);
      night.purged(Purge.purge(registry, night.lease(), bounds, night.following(0)));
    }
    return night.exit().code;
  }

  private Night.Scrubbed scrub(Registry registry, Charter charter, Limits blobs, Night night) {
    Scrub scrub = Clean.scrub(registry, charter);
    blobs
        .exceeded(scrub.plan(), scrub.inventory())
        .ifPresent(
            sentence -> {
              Scrub.heal(registry, night.lease(), night.following(0));
              throw new Beyond(sentence.replace("--max-percent", "--max-blobs-percent"));
            });
    night.plan(scrub);
    return scrub.plan().isEmpty()
        ? new Night.Nothing(
            Scrub.heal(registry, night.lease(), night.following(0)), scrub.skipped())
        : new Night.Some(
            scrub.run(night.lease(), night.following(Taking.of(scrub.plan()).moves().count())),
            scrub.skipped());
  }

  private static String question(Untag untag, Policy policy) {
    return "Remove %s, move what nothing needs then into the quarantine, and delete what waited there for %s?"
        .formatted(
            Human.count(untag.leaving().size(), "tag"),
            Amount.text(policy.defaults().quarantine()));
  }
}
