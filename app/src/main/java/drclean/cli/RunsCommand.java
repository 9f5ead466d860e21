// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.api.Afar;
import drclean.command.api.Saved;
import drclean.command.api.SavedRun;
import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is in quarantine.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean runs /var/lib/registry",
      "  dr-clean runs /var/lib/registry --format json | jq -r '.runs[0].run'",
      ""
    },
    description = "Says what is in quarantine, and when purge may take it.",
    optionListHeading = "%nOptions:%n")
final class RunsCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("run", "state", "started", "items", "bytes", "purgeFrom");

  /// The name of a run tells when it started.
  private static final List<String> SPARE = List.of("started");

  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--hold",
      paramLabel = "AGE",
      defaultValue = "7d",
      converter = Amounts.OfTime.class,
      description = "How long purge lets things wait (7d).")
  private Duration hold = Duration.ofDays(7);

  @Mixin private TalkOptions talk = new TalkOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return api.address(place).map(this::afar).orElseGet(this::near);
  }

  private int afar(String address) {
    try (Afar afar = Afar.reach(api.way(address, place, console), console.clock())) {
      List<List<Cell>> rows =
          SavedRun.ids(afar.state()).stream()
              .map(id -> row(SavedRun.read(afar.state(), id)))
              .toList();
      return print(new Table(COLUMNS, rows, SPARE), "no run is in " + afar.state().folder());
    }
  }

  private int near() {
    Registry registry = place.open(console, TalkOptions.Watching.NOBODY.watch());
    return print(table(Runs.list(registry), hold), place.nothing("nothing"));
  }

  private int print(Table table, String nothing) {
    switch (talk.format()) {
      case table -> table.printOr(console.out(), talk.view(console), nothing);
      case json -> Json.print(console.out(), Map.of("runs", table.objects()));
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
    return Exit.DONE.code;
  }

  /// Runs as rows; purge takes each when it has waited so long.
  static Table table(List<Run> runs, Duration hold) {
    return new Table(COLUMNS, runs.stream().map(run -> row(run, hold)).toList(), SPARE);
  }

  private static List<Cell> row(Run run, Duration hold) {
    return List.of(
        new Cell.Word(run.id()),
        new Cell.Word(run.state().name().toLowerCase(Locale.ROOT)),
        new Cell.Time(Optional.of(run.started())),
        new Cell.Count(run.total().count()),
        new Cell.Bytes(run.total().bytes()),
        new Cell.Time(Optional.of(purgeFrom(run, hold))));
  }

  /// A run through an API keeps what undoing needs until somebody removes its folder.
  private static List<Cell> row(SavedRun run) {
    List<Saved> removed = run.removed();
    long bytes =
        removed.stream()
            .flatMap(saved -> saved.manifest().stream())
            .mapToLong(manifest -> manifest.bytes().length)
            .sum();
    String state = run.ended().filter("done"::equals).orElse("interrupted");
    return List.of(
        new Cell.Word(run.id()),
        new Cell.Word(state),
        new Cell.Time(Optional.of(run.started())),
        new Cell.Count(removed.size()),
        new Cell.Bytes(bytes),
        new Cell.Time(Optional.empty()));
  }

  /// What a purge has begun to delete waits no longer.
  private static Instant purgeFrom(Run run, Duration hold) {
    return run.state() == Run.State.PURGING ? run.since() : run.since().plus(hold);
  }
}
