// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What will be done, in order, and why. The steps are made anew each time they are asked for, so a
/// plan of ten million steps costs no memory.
///
/// @param layout the name of the registry's layout
/// @param made when it was made
/// @param keep what kept manifests in it
/// @param totals count and bytes for each kind of item, in the order of the steps
/// @param steps referrers before what they refer to
public record Plan(
    String layout,
    Instant made,
    Scope.Keep keep,
    Map<String, Total> totals,
    Supplier<Stream<Step>> steps) {
  /// How many and how large.
  public record Total(long count, long bytes) {
    /// Nothing.
    public static final Total NONE = new Total(0, 0);

    /// Both together.
    public Total plus(Total other) {
      return new Total(count + other.count, bytes + other.bytes);
    }
  }

  /// The total of one kind of item (`blob`, `layer-link`, …).
  public Total total(String kind) {
    return totals.getOrDefault(kind, Total.NONE);
  }

  /// The total of all kinds.
  public Total total() {
    return totals.values().stream().reduce(Total.NONE, Total::plus);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return total().count() == 0;
  }
}
