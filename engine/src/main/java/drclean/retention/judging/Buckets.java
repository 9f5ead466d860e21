// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Keep.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The newest of each of the latest periods that have any, in universal time.
record Buckets(Group group, Map<Integer, List<String>> kept) implements Clause {
  static Buckets of(Group group, Map<Period, Integer> counts) {
    int[] newestFirst =
        IntStream.range(0, group.size())
            .filter(member -> !group.timeless(member))
            .boxed()
            .sorted(java.util.Comparator.comparingLong(member -> -group.time(member)))
            .mapToInt(member -> member)
            .toArray();
    var kept = new HashMap<Integer, List<String>>();
    counts.forEach(
        (period, count) -> {
          int[] firsts = firsts(group, newestFirst, period);
          for (int place = 0; place < Math.min(count, firsts.length); place++) {
            kept.computeIfAbsent(group.image(firsts[place]), _ -> new java.util.ArrayList<>())
                .add("%s %d/%d".formatted(period.word(), place + 1, count));
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
      long its = start(group.time(member), period);
      if (its != bucket) {
        bucket = its;
        firsts[size++] = member;
      }
    }
    return Arrays.copyOf(firsts, size);
  }

  private static long start(long moment, Period period) {
    ZonedDateTime time = Instant.ofEpochMilli(moment).atZone(ZoneOffset.UTC);
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime start =
        switch (period) {
          case HOURLY -> time.truncatedTo(ChronoUnit.HOURS);
          case DAILY -> day;
          case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTHLY -> day.withDayOfMonth(1);
          case YEARLY -> day.withDayOfYear(1);
        };
    return start.toEpochSecond();
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
