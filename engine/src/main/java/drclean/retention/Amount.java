// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations and sizes as a policy writes them: `90m`, `24h`, `7d`, `2w`, `1d12h`, `forever`;
/// `500GiB`, `1.5TB`, `1000B`. None goes without a unit.
public final class Amount {
  /// A duration that never ends.
  public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static final Pattern DURATION = Pattern.compile("(?:\\d{1,9}[smhdw])+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([KMGTPE]?)(I?)B");
  private static final String UNITS = "wdhms";
  private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

  private Amount() {}

  /// The duration that a text spells.
  public static Optional<Duration> duration(String text) {
    if (text.equals("forever")) {
      return Optional.of(FOREVER);
    }
    if (text.length() > 60 || !DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    while (part.find()) {
      long unit = SECONDS[UNITS.indexOf(part.group(2))];
      sum = sum.plusSeconds(Long.parseLong(part.group(1)) * unit);
    }
    return Optional.of(sum);
  }

  /// How a policy writes a duration, in whole seconds.
  public static String text(Duration duration) {
    if (duration.equals(FOREVER)) {
      return "forever";
    }
    long left = duration.toSeconds();
    if (left != 0 && left % SECONDS[1] == 0) {
      return left / SECONDS[1] + "d";
    }
    var text = new StringBuilder();
    for (int unit = 1; unit < SECONDS.length; unit++) {
      long count = left / SECONDS[unit];
      text.append(count == 0 ? "" : "" + count + UNITS.charAt(unit));
      left %= SECONDS[unit];
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  /// The number of bytes that a text spells.
  public static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      return Optional.empty();
    }
    int power = size.group(2).isEmpty() ? 0 : 1 + "KMGTPE".indexOf(size.group(2));
    BigDecimal unit = BigDecimal.valueOf(size.group(3).isEmpty() ? 1000 : 1024).pow(power);
    try {
      return Optional.of(
          new BigDecimal(size.group(1)).multiply(unit).toBigInteger().longValueExact());
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// How a policy writes a number of bytes.
  public static String text(long bytes) {
    int power = 0;
    while (power < 6 && bytes >= 1024 && bytes % 1024 == 0) {
      bytes /= 1024;
      power++;
    }
    return bytes + (power == 0 ? "B" : "KMGTPE".charAt(power - 1) + "iB");
  }

  static void positive(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + " must be at least 1");
    }
  }

  static void positive(String what, Duration age) {
    notNegative(what, age);
    if (age.isZero()) {
      throw new IllegalArgumentException(what + " must be longer than nothing");
    }
  }

  static void notNegative(String what, Duration age) {
    boolean whole = age.equals(FOREVER) || age.equals(age.truncatedTo(ChronoUnit.SECONDS));
    if (age.isNegative() || !whole) {
      throw new IllegalArgumentException(what + " must be whole seconds, and not negative");
    }
  }
}
