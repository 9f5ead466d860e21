// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the races that are asked for and prints their tables; progress goes to stderr.
final class Main {
  private static final String BEGIN = "<!-- measured: begin -->\n";
  private static final String END = "<!-- measured: end -->";

  private Main() {}

  public static void main(String[] words) throws IOException {
    if (List.of(words).contains("--help")) {
      System.out.print(Asked.USAGE);
      return;
    }
    var project = Path.of(System.getProperty("drclean.project", "."));
    try {
      var asked = Asked.parse(List.of(words), project.resolve("docs/benchmarks.md"));
      run(asked, new Programs(project.resolve("dr-clean").toAbsolutePath().normalize()));
    } catch (IllegalArgumentException e) {
      System.err.println("bench/run: " + e.getMessage() + "\n\n" + Asked.USAGE);
      System.exit(2);
    }
  }

  private static void run(Asked asked, Programs programs) throws IOException {
    warnOfMissing(programs);
    try (var ground =
        asked.ground().isPresent() ? Ground.kept(asked.ground().get()) : Ground.temporary()) {
      var results = results(asked.races(), ground, programs);
      System.out.println(results);
      if (asked.page().isPresent()) {
        write(asked.page().get(), results);
      }
    }
  }

  /// Starts each program once: dr-clean builds itself then, and a missing one is known before the
  /// long runs.
  private static void warnOfMissing(Programs programs) throws IOException {
    for (var program : List.of(programs.launcher().toString(), Programs.REGISTRY)) {
      try {
        Command.of(program, "--version").run();
      } catch (CommandFailed e) {
        System.err.println(
            "bench/run: without "
                + program
                + " ("
                + e.getMessage()
                + "): its rows will say \"failed\"");
      }
    }
  }

  private static String results(List<String> names, Ground ground, Programs programs)
      throws IOException {
    var page = new StringBuilder(Machine.describe(ground.folder()));
    for (var name : names) {
      var race = new Races(ground, programs).named(name);
      page.append('\n').append(Table.of(race, race.run(ground)));
    }
    return page.toString();
  }

  private static void write(Path page, String results) throws IOException {
    var text = Files.readString(page);
    var begin = text.indexOf(BEGIN) + BEGIN.length();
    var end = text.indexOf(END);
    Files.writeString(page, text.substring(0, begin) + results + text.substring(end));
  }
}
