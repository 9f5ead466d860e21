// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.util.ArrayList;
import java.util.List;

/// What a policy says of some tags: a tag that one of its `keep` conditions holds for stays; one
/// that `delete` speaks of goes, unless anything keeps it. `allowEmpty` lets these tags go even
/// when the repository is left with fewer images than the policy's floor.
public record Rule(
    String name,
    Selection selection,
    Counting counting,
    List<Keep> keep,
    Delete delete,
    Emptying emptying) {
  /// Whether a rule may empty a repository.
  public enum Emptying {
    REFUSED,
    ALLOWED
  }

  private static final List<Class<? extends Keep>> ORDER =
      List.of(
          Keep.Last.class,
          Keep.Within.class,
          Keep.PulledWithin.class,
          Keep.LastPulled.class,
          Keep.Semver.class,
          Keep.Calendar.class,
          Keep.Labelled.class);

  public Rule {
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("a rule needs a name of at most 100 characters");
    }
    if (keep.isEmpty() && delete instanceof Delete.Never) {
      throw new IllegalArgumentException("a rule needs keep or delete");
    }
    keep = oneOfEach(keep, ORDER);
  }

  /// A rule that counts plainly.
  public static Rule of(String name, Selection selection, List<Keep> keep, Delete delete) {
    return new Rule(name, selection, Counting.PLAIN, keep, delete, Emptying.REFUSED);
  }

  /// The same, counting so.
  public Rule counting(Counting other) {
    return new Rule(name, selection, other, keep, delete, emptying);
  }

  static <T> List<T> oneOfEach(List<T> all, List<? extends Class<?>> order) {
    if (all.stream().map(Object::getClass).distinct().count() != all.size()) {
      throw new IllegalArgumentException("a condition is given twice");
    }
    var sorted = new ArrayList<>(all);
    sorted.sort(Delete.byClass(order));
    return List.copyOf(sorted);
  }
}
