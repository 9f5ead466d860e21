// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, counts and times as a person reads them.
final class Human {
  private static final String UNITS = "KMGTPE";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Human() {}

  /// A size in IEC units with three digits: `1.23 MiB`.
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1023.5 && unit < UNITS.length() - 1) {
      value /= 1024;
      unit++;
    }
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value) + " " + UNITS.charAt(unit) + "iB";
  }

  /// A count with its thousands apart: `12,345`.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A count with its noun: `1 blob`, `2 blobs`.
  static String count(long count, String noun) {
    return count(count) + " " + (count == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    return noun.endsWith("y") && !noun.endsWith("ay")
        ? noun.substring(0, noun.length() - 1) + "ies"
        : noun + "s";
  }

  /// As the beginning of a sentence.
  static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /// A time to the minute, in UTC: `2026-11-24 21:57`.
  static String time(Instant time) {
    return MINUTE.format(time);
  }

  /// A duration in the largest unit that tells it exactly: `7 days`, `24h`, `90m`, `0s`.
  static String duration(Duration duration) {
    long days = duration.toDays();
    if (duration.equals(Duration.ofDays(1))) {
      return "24h";
    }
    return days > 0 && duration.equals(Duration.ofDays(days))
        ? count(days, "day")
        : Amounts.typed(duration);
  }
}
