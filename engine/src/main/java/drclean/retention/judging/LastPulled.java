// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.Optional;
import java.util.stream.IntStream;

/// The images that were pulled or pushed most lately.
record LastPulled(Group group, Optional<String> silent, int[] places, int count) implements Clause {
  static LastPulled of(Group group, Witness witness, int count) {
    int[] newestFirst =
        Order.newestFirst(
            IntStream.range(0, group.size()).toArray(),
            member -> witness.used(group.members()[member]));
    int[] places = new int[group.size()];
    int[] placeOf = new int[group.tags().imageCount];
    int given = 0;
    for (int member : newestFirst) {
      if (witness.used(group.members()[member]) != Evidence.UNKNOWN) {
        int image = group.image(member);
        placeOf[image] = placeOf[image] == Group.NO_PLACE ? ++given : placeOf[image];
        places[member] = placeOf[image];
      }
    }
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
        : "last-pulled " + places[member] + "/" + count;
  }

  @Override
  public String whyNot(int member) {
    return KeepClauses.nth(places[member], "last pulled");
  }
}
