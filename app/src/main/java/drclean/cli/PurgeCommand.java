// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Plan.Total;
import drclean.registry.Digest;
import drclean.run.Purge;
import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Deletes for good what has waited in quarantine.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean purge /var/lib/registry --dry-run",
      "  dr-clean purge /var/lib/registry --hold 14d --yes",
      "  dr-clean purge /var/lib/registry --hold 0s      empties the quarantine",
      ""
    },
    description = {
      "Deletes what waited in quarantine for long enough.",
      "A registry with a cache of blobs (storage.cache, in memory by default) must be restarted",
      "between a scrub and its purge, or a later push may count on what is gone: docs/safety.md."
    },
    optionListHeading = "%nOptions:%n")
final class PurgeCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--hold",
      paramLabel = "AGE",
      defaultValue = "7d",
      converter = Amounts.OfTime.class,
      description = "Delete what has waited longer (7d); 0s empties the quarantine.")
  private Duration hold = Duration.ofDays(7);

  @Mixin private MeantOptions meant = new MeantOptions();
  @Mixin private ChangeOptions change = new ChangeOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  PurgeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.leaving("interrupted; nothing was deleted");
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      if (change.dryRun()) {
        show(registry);
        return Exit.DONE.code;
      }
      change.requireAnswer(console);
      try (var lease = place.lease(registry)) {
        return purge(registry, new Work(console, talk, lease), watching);
      }
    }
  }

  private void show(Registry registry) {
    List<Run> due = Runs.due(registry, hold);
    show(due, Map.of("dryRun", true));
    Total all = total(due);
    talk.say(
        console,
        "dry run: nothing was deleted; a purge would say: %s, unless something of it came to be"
                .formatted(deleted(all))
            + " needed, which it looks for and gives back first");
  }

  private static Total total(List<Run> runs) {
    return runs.stream().map(Run::total).reduce(Total.NONE, Total::plus);
  }

  private static String deleted(Total total) {
    return "deleted %s, %s"
        .formatted(Human.count(total.count(), "item"), Human.bytes(total.bytes()));
  }

  private int purge(Registry registry, Work work, TalkOptions.Watching watching) {
    List<Run> due = Runs.due(registry, hold);
    boolean early = talk.format() == Format.table;
    if (early) {
      show(due, Map.of());
      console.out().flush();
    }
    if (!due.isEmpty() && !agreed(registry, due)) {
      talk.say(console, "nothing was deleted");
      return Exit.DONE.code;
    }
    Set<String> agreed = due.stream().map(Run::id).collect(Collectors.toSet());
    var bounds = new Purge.Bounds(hold, agreed::contains, meant.meant());
    Purge.Result result = Purge.purge(registry, work.lease(), bounds, work.following(0));
    watching.done();
    if (!early) {
      show(due, facts(result));
    }
    tell(registry, due, result);
    return exit(result, due).code;
  }

  private Exit exit(Purge.Result result, List<Run> due) {
    if (console.stop().getAsBoolean()) {
      console.say(
          "stopped on the way; %s of %s gone, and this deletes the rest: %s"
              .formatted(
                  Human.count(result.runs().size()),
                  Human.count(due.size(), "run") + (due.size() == 1 ? " is" : " are"),
                  place.again(console).line("purge", "--hold", Amounts.typed(hold))));
      return Exit.INTERRUPTED;
    }
    boolean quiet =
        OutcomeText.quiet(result.recheck())
            && result.alarm().isEmpty()
            && result.held().isEmpty()
            && result.unfinished().isEmpty();
    return quiet ? Exit.DONE : Exit.FINDINGS;
  }

  private boolean agreed(Registry registry, List<Run> due) {
    Total all = total(due);
    boolean blobs = remembers(registry) && due.stream().anyMatch(PurgeCommand::keepsBlobs);
    if (blobs && change.asks()) {
      console.say(
          "note: if the registry has a cache of blobs, you must restart it before the next push"
              + " (docs/safety.md)");
    }
    return change.agreed(
        console,
        "Delete %s (%s) for good?"
            .formatted(Human.count(all.count(), "item"), Human.bytes(all.bytes())));
  }

  private void show(List<Run> due, Map<String, Object> facts) {
    Table table = RunsCommand.table(due, hold);
    switch (talk.format()) {
      case table ->
          table.printFewOr(
              console.out(),
              talk.view(console),
              "nothing has waited long enough" + place.missing().orElse(""));
      case json -> {
        var object = new LinkedHashMap<>(facts);
        object.put("runs", table.objects());
        object.put("total", ReportJson.total(total(due)));
        Json.print(console.out(), object);
      }
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  private static Map<String, Object> facts(Purge.Result result) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("dryRun", false);
    facts.put("deleted", ReportJson.total(result.deleted()));
    facts.put("gone", result.runs());
    facts.put("held", List.copyOf(result.held().keySet()));
    facts.put("unfinished", result.unfinished());
    facts.put("givenBack", result.recheck().givenBack().stream().map(OutcomeText::object).toList());
    facts.put("missing", result.alarm().stream().map(Digest::toString).sorted().toList());
    return facts;
  }

  private void tell(Registry registry, List<Run> due, Purge.Result result) {
    notable(result).forEach(console::say);
    if (talk.quiet() && talk.format() == Format.table) {
      console.out().println(deleted(result.deleted()));
    }
    talk.say(console, deleted(result.deleted()));
    boolean blobs =
        due.stream()
            .filter(
                run -> result.runs().contains(run.id()) || result.unfinished().contains(run.id()))
            .anyMatch(PurgeCommand::keepsBlobs);
    if (blobs && result.deleted().count() > 0 && remembers(registry)) {
      talk.say(
          console,
          "a registry with a cache of blobs must be restarted before images with these layers are"
              + " pushed again; see docs/safety.md");
    }
  }

  private static boolean keepsBlobs(Run run) {
    return run.kept().containsKey("blob");
  }

  private static boolean remembers(Registry registry) {
    return registry.layout().name().equals("v2");
  }

  /// What the exit code of a purge tells of.
  static List<String> notable(Purge.Result result) {
    var lines = new ArrayList<>(OutcomeText.recheck(result.recheck()));
    result.held().forEach((run, why) -> lines.add(run + " stays: " + why));
    result
        .unfinished()
        .forEach(run -> lines.add(run + " is deleted in part; another purge deletes the rest"));
    result
        .alarm()
        .forEach(
            digest -> lines.add(digest + " came to be needed while it was deleted; push it again"));
    return lines;
  }
}
