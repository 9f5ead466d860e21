// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Which of the tags that a rule selects it wants gone.
public sealed interface Delete {
  /// None.
  record Never() implements Delete {}

  /// All that the rule itself does not keep.
  record Rest() implements Delete {}

  /// Those for which all of these hold, and which the rule itself does not keep.
  record When(List<Condition> conditions) implements Delete {
    public When {
      if (conditions.isEmpty()) {
        throw new IllegalArgumentException("delete needs a condition, or the word rest");
      }
      conditions = Rule.oneOfEach(conditions, ORDER);
    }

    private static final List<Class<? extends Condition>> ORDER =
        List.of(OlderThan.class, NotPulledFor.class, Beyond.class, Labelled.class);
  }

  /// One condition of a deletion.
  sealed interface Condition {}

  /// It is older.
  record OlderThan(Duration age) implements Condition {
    public OlderThan {
      Amount.notNegative("older-than", age);
    }
  }

  /// It was neither pulled nor pushed for so long.
  record NotPulledFor(Duration age) implements Condition {
    public NotPulledFor {
      Amount.positive("not-pulled-for", age);
    }
  }

  /// It is not among the newest.
  record Beyond(int count) implements Condition {
    public Beyond {
      Amount.positive("beyond", count);
    }
  }

  /// Its image has these labels.
  record Labelled(Labels labels) implements Condition {
    public Labelled {
      if (labels.isEmpty()) {
        throw new IllegalArgumentException("labels must name one");
      }
    }
  }

  /// Deletes what all of these hold for.
  static Delete when(Condition... conditions) {
    return new When(List.of(conditions));
  }

  /// The order in which conditions are written.
  static <T> Comparator<T> byClass(List<? extends Class<?>> order) {
    return Comparator.comparingInt(one -> order.indexOf(one.getClass()));
  }
}
