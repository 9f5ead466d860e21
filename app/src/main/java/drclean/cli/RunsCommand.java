// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

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

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Registry registry = place.open(console, TalkOptions.Watching.NOBODY.watch());
    List<Run> runs = Runs.list(registry);
    Table table = table(runs, hold);
    switch (talk.format()) {
      case table -> table.printOr(console.out(), talk.view(console), place.nothing("nothing"));
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

  /// What a purge has begun to delete waits no longer.
  private static Instant purgeFrom(Run run, Duration hold) {
    return run.state() == Run.State.PURGING ? run.since() : run.since().plus(hold);
  }
}
