// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.time.Duration;
import java.util.Locale;

/// What is asked of a contestant's time, mostly as a multiple of the time of the race's first
/// contestant.
sealed interface Goal {

  /// Only measured.
  record Nothing() implements Goal {}

  /// At least so many times the first one's time: we are that much faster.
  record AtLeast(double times) implements Goal {}

  /// At most so many times the first one's time.
  record AtMost(double times) implements Goal {}

  /// Less than a fixed time.
  record Under(Duration limit) implements Goal {}

  /// The goal and whether it was met, for people; empty when nothing is asked.
  default String verdict(double seconds, double ofFirst) {
    var ratio = seconds / ofFirst;
    return switch (this) {
      case Nothing() -> "";
      case AtLeast(var times) -> say("≥ %.2f", times, ratio >= times);
      case AtMost(var times) -> say("≤ %.2f", times, ratio <= times);
      case Under(var limit) ->
          say("< %.1f s", limit.toMillis() / 1e3, seconds < limit.toMillis() / 1e3);
    };
  }

  private static String say(String asked, double value, boolean met) {
    return String.format(Locale.ROOT, asked, value) + (met ? ": met" : ": **missed**");
  }
}
