// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import drclean.bench.Outcome.Failed;
import drclean.bench.Outcome.Times;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The result of a race as Markdown.
final class Table {
  private static final String HEAD =
      """
      | | median | fastest to slowest | runs | times the first | asked |
      |---|---:|---:|---:|---:|---|
      """;

  private Table() {}

  static String of(Race race, SequencedMap<Contestant, Outcome> outcomes) {
    var first = outcomes.firstEntry().getValue();
    var rows =
        outcomes.entrySet().stream().map(row -> row(row, first)).collect(Collectors.joining());
    return "### " + race.title() + "\n\n" + race.world() + "\n\n" + HEAD + rows;
  }

  private static String row(Map.Entry<Contestant, Outcome> row, Outcome first) {
    var contestant = row.getKey();
    return switch (row.getValue()) {
      case Failed(var why) ->
          "| %s | failed | | | | %s |\n".formatted(contestant.label(), why.replace('|', '/'));
      case Times times ->
          String.format(
              Locale.ROOT,
              "| %s | %.3f s | %.3f–%.3f s | %d | %s |\n",
              contestant.label(),
              times.median(),
              times.sorted().getFirst(),
              times.sorted().getLast(),
              times.sorted().size(),
              comparison(contestant, times, first));
    };
  }

  private static String comparison(Contestant contestant, Times times, Outcome first) {
    return switch (first) {
      case Failed _ -> " | not comparable";
      case Times measure ->
          String.format(Locale.ROOT, "%.2f | ", times.median() / measure.median())
              + contestant.goal().verdict(times.median(), measure.median());
    };
  }
}
