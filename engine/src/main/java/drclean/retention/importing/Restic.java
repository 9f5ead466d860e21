// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.Of;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Keep.Period;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The flags of `restic forget`: ages count from the newest.
final class Restic {
  private static final Pattern AGE = Pattern.compile("(\\d{1,5})([ymdh])");
  private static final Map<String, Integer> HOURS =
      Map.of("y", 365 * 24, "m", 30 * 24, "d", 24, "h", 1);

  private final Draft draft = new Draft();
  private final List<Keep> keep = new ArrayList<>();
  private final Map<Period, Integer> calendar = new EnumMap<>(Period.class);

  private Restic() {}

  static Imported read(String line) {
    var restic = new Restic();
    List<String> words = Words.of(line);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("--keep-")) {
        restic.flag(words.get(i), Words.after(words, i));
        i++;
      } else if (words.get(i).startsWith("-")) {
        restic.draft.cannot(words.get(i), "not read");
      }
    }
    return restic.done();
  }

  private void flag(String flag, String value) {
    String word = flag.substring("--keep-".length());
    switch (word) {
      case "last" -> keep.add(new Keep.Last(Integer.parseInt(value)));
      case "within" -> keep.add(new Keep.Within(age(value)));
      case "hourly", "daily", "weekly", "monthly", "yearly" ->
          calendar.put(Period.valueOf(word.toUpperCase(Locale.ROOT)), Integer.parseInt(value));
      default -> {
        draft.cannot(flag, "we have no such condition");
        return;
      }
    }
    draft.same(flag, value);
  }

  private static Duration age(String text) {
    Matcher part = AGE.matcher(text);
    Duration sum = Duration.ZERO;
    while (part.find()) {
      long hours = Long.parseLong(part.group(1)) * HOURS.getOrDefault(part.group(2), 0);
      sum = sum.plusHours(hours);
    }
    return sum;
  }

  private Imported done() {
    if (!calendar.isEmpty()) {
      keep.add(new Keep.Calendar(calendar));
    }
    if (keep.isEmpty()) {
      throw new IllegalArgumentException("nothing is kept");
    }
    draft.rule(
        Rule.of("forget", Selection.tags("**"), keep, new Delete.Rest())
            .counting(Counting.PLAIN.of(Of.NEWEST)));
    return draft.done();
  }
}
