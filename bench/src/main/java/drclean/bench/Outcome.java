// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.time.Duration;
import java.util.List;

/// What became of a contestant.
sealed interface Outcome {

  /// Its times in seconds, sorted; at least one.
  record Times(List<Double> sorted) implements Outcome {
    public Times {
      sorted = sorted.stream().sorted().toList();
    }

    double median() {
      var middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  /// It has no time, for a reason.
  record Failed(String why) implements Outcome {}

  static Outcome times(List<Duration> times) {
    return new Times(times.stream().map(time -> time.toNanos() / 1e9).toList());
  }
}
