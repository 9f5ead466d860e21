// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Amount;
import drclean.retention.Keep;
import drclean.retention.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What keeps, asked of a group. What is not known keeps.
final class KeepClauses {
  private KeepClauses() {}

  static Clause of(Keep keep, Group group, Witness witness) {
    return switch (keep) {
      case Keep.Last(var count) -> new Last(group, count);
      case Keep.Within(var age) -> new Within(group, age);
      case Keep.PulledWithin(var age) -> new PulledWithin(group, witness, age);
      case Keep.LastPulled(var count) -> LastPulled.of(group, witness, count);
      case Keep.Semver semver -> VersionLines.of(group, semver);
      case Keep.Calendar(var counts) -> Buckets.of(group, counts);
      case Keep.Labelled(var labels) -> new Labelled(group, witness, labels);
    };
  }

  /// The words for a place in an order.
  static String nth(int place, String what) {
    return place == Group.NO_PLACE ? "not counted" : ordinal(place) + " " + what;
  }

  private static String ordinal(int place) {
    String end =
        place % 100 >= 11 && place % 100 <= 13
            ? "th"
            : switch (place % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return place + end;
  }

  private record Last(Group group, int count) implements Clause {
    @Override
    public boolean holds(int member) {
      int place = group.places()[member];
      return group.unknown(member) || (place != Group.NO_PLACE && place <= count);
    }

    @Override
    public String why(int member) {
      return group.unknown(member)
          ? group.whatIsUnknown(member)
          : "last " + group.places()[member] + "/" + count;
    }

    @Override
    public String whyNot(int member) {
      return nth(group.places()[member], "newest");
    }
  }

  private record Within(Group group, Duration age) implements Clause {
    @Override
    public boolean holds(int member) {
      return !group.older(member, age);
    }

    @Override
    public String why(int member) {
      return group.timeless(member) ? "unknown-time" : "within " + Amount.text(age);
    }

    @Override
    public String whyNot(int member) {
      return "older than " + Amount.text(age);
    }
  }

  private record PulledWithin(Group group, Witness witness, Duration age) implements Clause {
    @Override
    public boolean holds(int member) {
      return reason(member).isPresent();
    }

    private Optional<String> reason(int member) {
      return Pulled.within(group.members()[member], age, witness);
    }

    @Override
    public String why(int member) {
      return reason(member).orElseThrow();
    }

    @Override
    public String whyNot(int member) {
      return "not pulled for " + Amount.text(age);
    }
  }

  record Labelled(Group group, Witness witness, Labels labels) implements Clause {
    private Optional<Map<String, String>> known(int member) {
      return witness.labels(group.members()[member]);
    }

    @Override
    public boolean holds(int member) {
      return known(member).map(labels::match).orElse(true);
    }

    @Override
    public String why(int member) {
      return known(member).isPresent() ? "labels " + labels : "unknown-labels";
    }

    @Override
    public String whyNot(int member) {
      return "without labels " + labels;
    }
  }
}
