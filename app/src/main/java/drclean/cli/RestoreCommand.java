// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.api.Afar;
import drclean.command.api.GivingBack;
import drclean.plan.Step;
import drclean.registry.Item;
import drclean.run.GivenBack;
import drclean.run.Registry;
import drclean.run.Restore;
import drclean.run.Run;
import drclean.run.Runs;
import drclean.run.Selection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives back what a run moved.
@Command(
    aliases = "revert",
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean restore /var/lib/registry                 the latest run",
      "  dr-clean restore /var/lib/registry 20261123T110743Z-scrub-0a1b2c",
      "  dr-clean restore /var/lib/registry --tag team/app:v1",
      "  dr-clean restore /var/lib/registry --tag team/app:v1 --as v1-old",
      "  dr-clean restore https://registry.example.com      tags removed through the API",
      "  dr-clean revert /srv/docker --path /tmp/unused-imagesAb3x   of the original cleaner",
      ""
    },
    description = {"Gives back what runs moved, with all that it needs.", "Replaces nothing."},
    optionListHeading = "%nOptions:%n")
final class RestoreCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run that `runs` lists (default: the latest).")
  private @Nullable String run;

  @Mixin private SelectionOptions chosen = new SelectionOptions();

  @Mixin private TakenOptions taken = new TakenOptions();

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "A folder that the original cleaner moved images to.")
  private @Nullable Path path;

  @Mixin private ChangeOptions change = new ChangeOptions();
  @Mixin private TalkOptions talk = new TalkOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<String> address = api.address(place);
    if (address.isPresent()) {
      return afar(address.get());
    }
    try (var watching = talk.watching(console)) {
      Registry registry = place.open(console, watching.watch());
      if (path != null) {
        return new OldFolder(console, talk, place).restore(registry, path, change);
      }
      Selection selection = chosen.selection(registry, run);
      taken.check(selection, chosen.tag());
      if (change.dryRun()) {
        show(registry, selection, Map.of("dryRun", true));
        purging(registry, selection).forEach(console::say);
        taken.foresee(registry, selection).forEach(console::say);
        talk.say(console, "dry run: nothing was given back");
        return Exit.DONE.code;
      }
      try (var lease = place.lease(registry)) {
        var work = new Work(console, talk, lease);
        return taken.renames()
            ? taken.restore(registry, selection, chosen.tag(), work)
            : restore(registry, taken.makeRoom(registry, selection, work), work);
      }
    }
  }

  private int afar(String address) {
    if (path != null) {
      throw new Misused("--path is not for a registry that is reached by its API");
    }
    Optional<String> named = Optional.ofNullable(run);
    GivingBack.Meant meant = taken.meant(chosen.tag(), named);
    var afar = new RestoreAfar(console, talk, chosen);
    Afar.Way way = api.way(address, place, console);
    return change.dryRun() ? afar.show(way, named) : afar.restore(way, named, meant);
  }

  private int restore(Registry registry, Selection selection, Work work) {
    List<List<Cell>> rows = rows(registry, selection);
    if (selection.run().isPresent()
        && run == null
        && !chosen.part()
        && Runs.ids(registry).size() > 1) {
      talk.say(console, "only the latest run is given back; --all gives back all of them");
    }
    Restore.Result result = Restore.restore(registry, work.lease(), selection, work.following(0));
    talk.clear();
    print(rows, facts(result));
    purging(registry, selection).forEach(console::say);
    tell(result);
    if (console.stop().getAsBoolean()) {
      console.say(
          "stopped on the way; what was given back is whole, and this gives back the rest: "
              + place.again(console).line("restore", chosen.words(selection)));
      return Exit.INTERRUPTED.code;
    }
    boolean whole =
        result.present().isEmpty()
            && result.recheck().stuck().isEmpty()
            && !(chosen.part() && rows.isEmpty());
    return whole ? Exit.DONE.code : Exit.FINDINGS.code;
  }

  /// What can no longer come back, where all runs were asked for.
  private static List<String> purging(Registry registry, Selection selection) {
    return selection.run().isPresent()
        ? List.of()
        : Runs.list(registry).stream()
            .filter(run -> run.state() == Run.State.PURGING)
            .map(
                run ->
                    "a purge has begun to delete the run %s; its %s cannot be given back"
                        .formatted(run.id(), Human.count(run.total().count(), "item")))
            .toList();
  }

  private void show(Registry registry, Selection selection, Map<String, Object> facts) {
    print(rows(registry, selection), facts);
  }

  private static List<List<Cell>> rows(Registry registry, Selection selection) {
    return selection.run().map(List::of).orElseGet(() -> Runs.ids(registry)).stream()
        .flatMap(
            id ->
                Runs.moves(registry, id)
                    .filter(m -> selection.wanted().test(m.item()))
                    .map(m -> row(id, m)))
        .toList();
  }

  private static List<Cell> row(String run, Step.Move move) {
    return List.of(
        new Cell.Word(move.item().kind()),
        new Cell.Text(move.item().title()),
        new Cell.Text(move.path()),
        new Cell.Bytes(move.bytes()),
        new Cell.Word(run));
  }

  private void print(List<List<Cell>> rows, Map<String, Object> facts) {
    var table = new Table(List.of("kind", "item", "path", "bytes", "run"), rows, List.of("path"));
    switch (talk.format()) {
      case table ->
          table.printFewOr(console.out(), talk.view(console), place.nothing("nothing of this"));
      case json -> {
        var object = new LinkedHashMap<>(facts);
        object.put("items", table.objects());
        Json.print(console.out(), object);
      }
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  static Map<String, Object> facts(Restore.Result result) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("dryRun", false);
    facts.put("restored", ReportJson.total(result.total()));
    facts.put("present", result.present().stream().map(OutcomeText::object).toList());
    facts.put("besides", result.recheck().givenBack().stream().map(OutcomeText::object).toList());
    return facts;
  }

  private void tell(Restore.Result result) {
    for (GivenBack present : result.present()) {
      console.say(
          "%s stays in quarantine: something lies at %s again, and nothing is replaced%s"
              .formatted(
                  present.item().title(),
                  present.path(),
                  present.item() instanceof Item.Tag ? taken.offer() : ""));
    }
    OutcomeText.recheck(result.recheck()).forEach(console::say);
    talk.say(
        console,
        "gave back %s, %s"
            .formatted(
                Human.count(result.total().count(), "item"), Human.bytes(result.total().bytes())));
  }
}
