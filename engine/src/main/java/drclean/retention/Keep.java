// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// One condition under which a rule keeps a tag. Those of one rule are alternatives.
public sealed interface Keep {
  /// A number of lines or versions that never runs out.
  int ALL = Integer.MAX_VALUE;

  /// It is among the newest.
  record Last(int count) implements Keep {
    public Last {
      Amount.positive("last", count);
    }
  }

  /// It is not older.
  record Within(Duration age) implements Keep {
    public Within {
      Amount.positive("within", age);
    }
  }

  /// It was pulled or pushed so lately.
  record PulledWithin(Duration age) implements Keep {
    public PulledWithin {
      Amount.positive("pulled-within", age);
    }
  }

  /// It is among those that were pulled or pushed most lately.
  record LastPulled(int count) implements Keep {
    public LastPulled {
      Amount.positive("last-pulled", count);
    }
  }

  /// It is among the newest patches of the newest minor lines of the newest major lines, or among
  /// the newest pre-releases.
  record Semver(int majors, int minors, int patches, int prereleases) implements Keep {
    public Semver {
      Amount.positive("majors", majors);
      Amount.positive("minors", minors);
      Amount.positive("patches", patches);
      if (prereleases < 0) {
        throw new IllegalArgumentException("prereleases must not be negative");
      }
    }
  }

  /// It is the newest of one of the latest periods that have any.
  record Calendar(Map<Period, Integer> counts) implements Keep {
    public Calendar {
      if (counts.isEmpty()) {
        throw new IllegalArgumentException("a calendar needs a period");
      }
      counts.forEach((period, count) -> Amount.positive(period.word(), count));
      counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }
  }

  /// Its image has these labels.
  record Labelled(Labels labels) implements Keep {
    public Labelled {
      if (labels.isEmpty()) {
        throw new IllegalArgumentException("labels must name one");
      }
    }
  }

  /// A period of the calendar, in universal time.
  enum Period {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    /// How a policy writes it.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
