// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version as a tag spells it: `v1.2.3`, `2024.01.15`, `1.2.3-rc1`; of one or two numbers only
/// when it names a line, as `v1` and `1.2`. Wider than semver.org, which knows neither leading
/// zeros nor lines; ordered as it says. What stands behind `+` or `_` does not count.
record Version(int parts, long major, long minor, long patch, String prerelease)
    implements Comparable<Version> {
  private static final Pattern SHAPE =
      Pattern.compile(
          "[vV]?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?(?:-([0-9A-Za-z.-]+))?(?:[+_].*)?");

  static Optional<Version> of(String tag) {
    int first = tag.startsWith("v") || tag.startsWith("V") ? 1 : 0;
    if (tag.length() <= first || !Character.isDigit(tag.charAt(first)) || tag.length() > 200) {
      return Optional.empty();
    }
    Matcher shape = SHAPE.matcher(tag);
    return shape.matches() ? Optional.of(of(shape)) : Optional.empty();
  }

  private static Version of(Matcher shape) {
    int parts = shape.group(2) == null ? 1 : shape.group(3) == null ? 2 : 3;
    return new Version(parts, number(shape, 1), number(shape, 2), number(shape, 3), text(shape));
  }

  private static long number(Matcher shape, int group) {
    return shape.group(group) == null ? 0 : Long.parseLong(shape.group(group));
  }

  private static String text(Matcher shape) {
    return shape.group(4) == null ? "" : shape.group(4);
  }

  boolean isRelease() {
    return prerelease.isEmpty();
  }

  /// Its major and minor line.
  String line() {
    return major + "." + minor;
  }

  /// The same numbers, however many were spelled.
  Version full() {
    return parts == 3 ? this : new Version(3, major, minor, patch, prerelease);
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order != 0 ? order : Integer.compare(parts, other.parts);
    }
    if (isRelease() || other.isRelease()) {
      return isRelease() ? 1 : -1;
    }
    return identifiers(prerelease.split("\\."), other.prerelease.split("\\."));
  }

  private static int identifiers(String[] left, String[] right) {
    for (int i = 0; i < left.length && i < right.length; i++) {
      int order = identifier(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int identifier(String left, String right) {
    boolean number = left.chars().allMatch(Character::isDigit);
    if (number != right.chars().allMatch(Character::isDigit)) {
      return number ? -1 : 1;
    }
    return number && left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }
}
