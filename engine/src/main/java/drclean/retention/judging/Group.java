// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Counting.By;
import drclean.retention.Counting.Of;
import java.time.Duration;

/// A group that conditions are asked of: some tags of a repository in the order of the rule, and
/// the place that each has. Members are counted from 0, places from 1; 0 is no place.
///
/// @param tags where the members come from
/// @param members their places in `tags`
/// @param times the moment that is a tag's age, by its place in `tags`
/// @param places the place of each member
/// @param reference the moment from which ages count
/// @param by what the order is
record Group(Tags tags, int[] members, long[] times, int[] places, long reference, By by) {
  static final int NO_PLACE = 0;

  int size() {
    return members.length;
  }

  int image(int member) {
    return tags.images[members[member]];
  }

  long time(int member) {
    return times[members[member]];
  }

  /// Whether it is not known where a member stands.
  boolean unknown(int member) {
    return timeless(member) || (by == By.SEMVER && tags.version(members[member]).isEmpty());
  }

  /// Whether a member's age is not known.
  boolean timeless(int member) {
    return time(member) == Evidence.UNKNOWN;
  }

  /// What is not known.
  String whatIsUnknown(int member) {
    return timeless(member) ? "unknown-time" : "unknown-version";
  }

  /// Whether a member of known age is older.
  boolean older(int member, Duration age) {
    return !timeless(member) && Math.max(0, reference - time(member)) > Witness.millis(age);
  }

  /// The moment from which ages count.
  static long reference(Of of, long now, int[] members, long[] times) {
    if (of == Of.NOW) {
      return now;
    }
    long newest = Evidence.UNKNOWN;
    for (int member : members) {
      newest = Math.max(newest, times[member]);
    }
    return newest == Evidence.UNKNOWN ? now : Math.min(newest, now);
  }
}
