// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Amount;
import drclean.retention.Delete;
import drclean.retention.Labels;
import java.time.Duration;

/// What deletes, asked of a group. What is not known does not delete.
final class DeleteClauses {
  private DeleteClauses() {}

  static Clause of(Delete.Condition condition, Group group, Witness witness) {
    return switch (condition) {
      case Delete.OlderThan(var age) -> new OlderThan(group, age);
      case Delete.NotPulledFor(var age) -> new NotPulledFor(group, witness, age);
      case Delete.Beyond(var count) -> new Beyond(group, count);
      case Delete.Labelled(var labels) -> new Labelled(group, witness, labels);
    };
  }

  private record OlderThan(Group group, Duration age) implements Clause {
    @Override
    public boolean holds(int member) {
      return group.older(member, age);
    }

    @Override
    public String why(int member) {
      return "older than " + Amount.text(age);
    }

    @Override
    public String whyNot(int member) {
      return group.timeless(member) ? "unknown-time" : "not older than " + Amount.text(age);
    }
  }

  private record NotPulledFor(Group group, Witness witness, Duration age) implements Clause {
    @Override
    public boolean holds(int member) {
      return Pulled.within(group.members()[member], age, witness).isEmpty();
    }

    @Override
    public String why(int member) {
      return "not pulled for " + Amount.text(age);
    }

    @Override
    public String whyNot(int member) {
      return Pulled.within(group.members()[member], age, witness).orElseThrow();
    }
  }

  private record Beyond(Group group, int count) implements Clause {
    @Override
    public boolean holds(int member) {
      return !group.unknown(member) && group.places()[member] > count;
    }

    @Override
    public String why(int member) {
      return KeepClauses.nth(group.places()[member], "newest");
    }

    @Override
    public String whyNot(int member) {
      return group.unknown(member)
          ? group.whatIsUnknown(member)
          : "%d of the newest %d".formatted(group.places()[member], count);
    }
  }

  private record Labelled(Group group, Witness witness, Labels labels) implements Clause {
    @Override
    public boolean holds(int member) {
      return witness.labels(group.members()[member]).map(labels::match).orElse(false);
    }

    @Override
    public String why(int member) {
      return "labels " + labels;
    }

    @Override
    public String whyNot(int member) {
      return witness.labels(group.members()[member]).isPresent()
          ? "without labels " + labels
          : "unknown-labels";
    }
  }
}
