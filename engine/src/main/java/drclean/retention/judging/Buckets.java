// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Keep.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The newest of each of the latest periods that have any, in universal time.
record Buckets(Group group, Map<Integer, List<String>> kept) implements Clause {
  private static final long DAY = 86_400_000;

  static Buckets of(Group group, Map<Period, Integer> counts) {
    int[] newestFirst =
        Order.newestFirst(
            IntStream.range(0, group.size()).filter(member -> !group.timeless(member)).toArray(),
            group::time);
    var kept = new HashMap<Integer, List<String>>();
    counts.forEach(
        (period, count) -> {
          int[] firsts = firsts(group, newestFirst, period);
          for (int place = 0; place < Math.min(count, firsts.length); place++) {
            kept.computeIfAbsent(group.image(firsts[place]), _ -> new java.util.ArrayList<>())
                .add(period.word() + " " + (place + 1) + "/" + count);
          }
        });
    return new Buckets(group, kept);
  }

  /// The newest member of each period, newest first.
  private static int[] firsts(Group group, int[] newestFirst, Period period) {
    int[] firsts = new int[newestFirst.length];
    int size = 0;
    long bucket = Long.MAX_VALUE;
    for (int member : newestFirst) {
      long its = number(group.time(member), period);
      if (its != bucket) {
        bucket = its;
        firsts[size++] = member;
      }
    }
    return Arrays.copyOf(firsts, size);
  }

  /// The number of the period in which a moment lies. 1970 began on a Thursday.
  private static long number(long moment, Period period) {
    long day = Math.floorDiv(moment, DAY);
    return switch (period) {
      case HOURLY -> Math.floorDiv(moment, DAY / 24);
      case DAILY -> day;
      case WEEKLY -> Math.floorDiv(day + 3, 7);
      case MONTHLY ->
          YearMonth.from(LocalDate.ofEpochDay(day)).getLong(ChronoField.PROLEPTIC_MONTH);
      case YEARLY -> LocalDate.ofEpochDay(day).getYear();
    };
  }

  @Override
  public boolean holds(int member) {
    return group.timeless(member) || kept.containsKey(group.image(member));
  }

  @Override
  public String why(int member) {
    return group.timeless(member)
        ? "unknown-time"
        : kept.getOrDefault(group.image(member), List.of()).stream()
            .collect(Collectors.joining(", "));
  }

  @Override
  public String whyNot(int member) {
    return "not the newest of a period";
  }
}
