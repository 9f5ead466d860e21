// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Contestants that run in turn, round after round, so that what disturbs the machine disturbs all.
/// The first is the measure of the others.
record Race(String title, String world, List<Contestant> contestants) {

  SequencedMap<Contestant, Outcome> run(Ground ground) throws IOException {
    var times = new HashMap<Contestant, List<Duration>>();
    var failed = new HashMap<Contestant, Outcome>();
    var rounds = contestants.stream().mapToInt(Contestant::runs).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      try (var scratch = ground.scratch()) {
        for (var contestant : contestants) {
          if (round < contestant.runs() && !failed.containsKey(contestant)) {
            run(contestant, scratch.folder(), times, failed);
          }
        }
      }
    }
    return outcomes(times, failed);
  }

  private static void run(
      Contestant contestant,
      Path scratch,
      Map<Contestant, List<Duration>> times,
      Map<Contestant, Outcome> failed)
      throws IOException {
    var command = contestant.trial().ready(scratch);
    try {
      var time = command.run();
      System.err.printf("%8.3f s  %s%n", time.toNanos() / 1e9, contestant.label());
      times.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(time);
    } catch (CommandFailed e) {
      System.err.println("  failed    " + contestant.label() + ": " + e.getMessage());
      failed.put(contestant, new Outcome.Failed(String.valueOf(e.getMessage())));
    }
  }

  private SequencedMap<Contestant, Outcome> outcomes(
      Map<Contestant, List<Duration>> times, Map<Contestant, Outcome> failed) {
    var outcomes = new LinkedHashMap<Contestant, Outcome>();
    for (var contestant : contestants) {
      var failure = failed.get(contestant);
      outcomes.put(
          contestant,
          failure == null ? Outcome.times(times.getOrDefault(contestant, List.of())) : failure);
    }
    return outcomes;
  }
}
