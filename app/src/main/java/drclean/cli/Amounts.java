// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations and sizes as people type them.
final class Amounts {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern WITHOUT_UNIT = Pattern.compile("\\d{1,9}");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([KMGTPE]?)(I?)B?");

  private Amounts() {}

  /// A duration as one types it: `7d`, `36h`, `90m`, `0s`.
  static String typed(Duration duration) {
    long seconds = duration.toSeconds();
    for (char unit : new char[] {'d', 'h', 'm'}) {
      long length = OfTime.one(1, unit).toSeconds();
      if (seconds > 0 && seconds % length == 0) {
        return seconds / length + String.valueOf(unit);
      }
    }
    return seconds + "s";
  }

  /// `90m`, `24h`, `7d`, `2w`, `1d12h`, `0s`.
  static final class OfTime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher part = PART.matcher(text);
      Duration sum = Duration.ZERO;
      int end = 0;
      while (part.find() && part.start() == end) {
        sum = sum.plus(one(Long.parseLong(part.group(1)), part.group(2).charAt(0)));
        end = part.end();
      }
      if (end == 0 || end != text.length()) {
        throw new TypeConversionException(
            WITHOUT_UNIT.matcher(text).matches()
                ? "'%s' lacks its unit; write for example %sh for hours, %sd for days"
                    .formatted(text, text, text)
                : "'%s' is no duration; write for example 90m, 24h, 7d or 0s".formatted(text));
      }
      return sum;
    }

    private static Duration one(long count, char unit) {
      return switch (unit) {
        case 's' -> Duration.ofSeconds(count);
        case 'm' -> Duration.ofMinutes(count);
        case 'h' -> Duration.ofHours(count);
        case 'd' -> Duration.ofDays(count);
        case 'w' -> Duration.ofDays(Math.multiplyExact(7, count));
        default -> throw new IllegalArgumentException("no unit: " + unit);
      };
    }
  }

  /// `500`, `10GiB`, `1.5TB`, `200M`; `K`, `M`, `G`, … alone are powers of 1024.
  static final class OfBytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
      if (!size.matches()) {
        throw new TypeConversionException(
            "'%s' is no size; write for example 500MB, 10GiB or 1048576".formatted(text));
      }
      boolean decimal = size.group(3).isEmpty() && text.toUpperCase(Locale.ROOT).endsWith("B");
      int power = size.group(2).isEmpty() ? 0 : 1 + "KMGTPE".indexOf(size.group(2));
      BigDecimal unit = BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power);
      return exact(text, new BigDecimal(size.group(1)).multiply(unit));
    }

    private static long exact(String text, BigDecimal bytes) {
      try {
        return bytes.toBigInteger().longValueExact();
      } catch (ArithmeticException _) {
        throw new TypeConversionException("'%s' is too large".formatted(text));
      }
    }
  }
}
