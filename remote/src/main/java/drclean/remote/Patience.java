// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/// How often to try, and how long to wait between: twice as long each time, or as the server asks.
///
/// @param tries how often in all, the first one too
/// @param first the first wait
/// @param longest no wait is longer; a server that asks for more is given up
public record Patience(int tries, Duration first, Duration longest) {
  /// Six tries, half a second to start with, two minutes at most.
  public static final Patience USUAL =
      new Patience(6, Duration.ofMillis(500), Duration.ofMinutes(2));

  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
  private static final int MOST_DOUBLINGS = 16;

  /// How long to wait after this try, counted from 1, or nothing when another is of no use.
  Optional<Duration> after(int attempt, Reply reply, Instant now) {
    if (attempt >= tries || !passing(reply)) {
      return Optional.empty();
    }
    Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    Duration own = doubled.compareTo(longest) < 0 ? doubled : longest;
    Optional<Duration> asked = asked(reply, now);
    return asked.isEmpty()
        ? Optional.of(own)
        : asked.filter(wait -> wait.compareTo(longest) <= 0).map(wait -> longer(wait, own));
  }

  /// Whether what went wrong may be over soon.
  static boolean passing(Reply reply) {
    return switch (reply) {
      case Reply.Got got -> TRANSIENT.contains(got.status());
      case Reply.Lost _ -> true;
      case Reply.Denied _, Reply.Astray _ -> false;
    };
  }

  /// Whether the server asks everybody to slow down.
  static boolean busy(Reply reply) {
    return reply instanceof Reply.Got got && (got.status() == 429 || got.status() == 503);
  }

  /// The wait that `Retry-After` asks for, in seconds or until a date.
  static Optional<Duration> asked(Reply reply, Instant now) {
    if (!(reply instanceof Reply.Got got) || got.header("Retry-After").isBlank()) {
      return Optional.empty();
    }
    String text = got.header("Retry-After").strip();
    return text.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : until(text, now);
  }

  private static Optional<Duration> until(String date, Instant now) {
    try {
      Instant end = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
