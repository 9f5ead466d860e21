// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Names runs: when it started in UTC, the verb, something by chance. When a run started is so
/// known from the name of its folder alone.
public final class RunId {
  private static final Pattern FORM = Pattern.compile("(\\d{8}T\\d{6}Z)-[a-z]{1,20}-[0-9a-f]{6}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunId() {}

  /// A new name.
  public static String make(Instant started, String verb, RandomGenerator chance) {
    return "%s-%s-%06x".formatted(TIME.format(started), verb, chance.nextInt(1 << 24));
  }

  /// When the run of this name started, or nothing when no run is named so.
  public static Optional<Instant> started(String name) {
    var matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIME.parse(matcher.group(1), Instant::from));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
