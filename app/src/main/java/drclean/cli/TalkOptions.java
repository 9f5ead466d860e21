// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.layout.Means;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// How results are written, and how much is said besides.
final class TalkOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How results are written: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.table;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but results, totals, refusals, and what needs a look.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say and show more: all lines, whole names, what stays or vanished.")
  private boolean verbose;

  @Option(names = "--no-progress", description = "Show no progress.")
  private boolean noProgress;

  private final List<Watching> watchings = new ArrayList<>();

  Format format() {
    return format;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  /// How much of a result is shown: all, unless a person reads it on a terminal and did not ask for
  /// more.
  View view(Console console) {
    int columns = console.terminal().columns();
    return verbose || columns == 0 ? View.WHOLE : View.of(columns);
  }

  /// Writes the steps of a plan, or its totals alone when silence was asked for.
  Lines lines(Console console) {
    PrintWriter out = console.out();
    return switch (format) {
      case table -> quiet ? new Lines.Totals(out) : new Lines.Words(out, view(console));
      case json -> new Lines.Document(out, Json.generator(out));
      case csv -> new Lines.Values(out, Separated.CSV);
      case tsv -> new Lines.Values(out, Separated.TSV);
    };
  }

  /// Takes all bars off the terminal, so that what follows begins on a clean line.
  void clear() {
    watchings.forEach(Watching::done);
  }

  /// A line of talk, unless silence was asked for.
  void say(Console console, String line) {
    clear();
    if (!quiet) {
      console.say(line);
    }
  }

  /// Lines of talk, of which only a few are said when silence was asked for.
  void say(Console console, List<String> all, List<String> few) {
    clear();
    (quiet ? few : all).forEach(console::say);
  }

  /// A line of talk for those who asked for more.
  void detail(Console console, String line) {
    if (verbose) {
      console.say(line);
    }
  }

  /// Who watches a survey.
  Watching watching(Console console) {
    if (quiet || noProgress) {
      return Watching.NOBODY;
    }
    var watching = new Watching(new Progress(console));
    watchings.add(watching);
    return watching;
  }

  /// A watch that can be taken off.
  record Watching(Means.Watch watch) implements AutoCloseable {
    static final Watching NOBODY = new Watching(Means.Watch.NOBODY);

    /// Takes it off the terminal, so that what follows begins on a clean line.
    void done() {
      if (watch instanceof Progress progress) {
        progress.done();
      }
    }

    @Override
    public void close() {
      done();
    }
  }
}
