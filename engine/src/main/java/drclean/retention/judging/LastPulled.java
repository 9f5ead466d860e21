// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The images that were pulled or pushed most lately.
record LastPulled(Group group, Optional<String> silent, int[] places, int count) implements Clause {
  static LastPulled of(Group group, Witness witness, int count) {
    int[] places = new int[group.size()];
    long[] used = new long[group.size()];
    Arrays.setAll(used, member -> witness.used(group.members()[member]));
    Map<Integer, Integer> placeOf = new HashMap<>();
    IntStream.range(0, used.length)
        .filter(member -> used[member] != Evidence.UNKNOWN)
        .boxed()
        .sorted(java.util.Comparator.comparingLong(member -> -used[member]))
        .forEach(member -> placeOf.putIfAbsent(group.image(member), placeOf.size() + 1));
    Arrays.setAll(
        places,
        member ->
            used[member] == Evidence.UNKNOWN
                ? Group.NO_PLACE
                : placeOf.getOrDefault(group.image(member), Group.NO_PLACE));
    return new LastPulled(group, witness.pullsAreTold(), places, count);
  }

  @Override
  public boolean holds(int member) {
    return silent.isPresent() || places[member] <= count;
  }

  @Override
  public String why(int member) {
    if (silent.isPresent()) {
      return "pulls-unknown: " + silent.get();
    }
    return places[member] == Group.NO_PLACE
        ? "unknown-time"
        : "last-pulled %d/%d".formatted(places[member], count);
  }

  @Override
  public String whyNot(int member) {
    return KeepClauses.nth(places[member], "last pulled");
  }
}
