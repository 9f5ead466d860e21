// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.time.Duration;
import java.util.List;

/// How a rule groups, orders and counts what it selects. [#PLAIN] is what policies begin with.
public record Counting(Per per, By by, Of of, Count count, Among among) {
  /// One group a repository, by push time, ages from now, distinct digests.
  public static final Counting PLAIN =
      new Counting(new Per.Repository(), By.PUSHED, Of.NOW, Count.DIGESTS, Among.SELECTED);

  /// What makes a group.
  public sealed interface Per {
    /// All that is selected in a repository.
    record Repository() implements Per {}

    /// What a regular expression captures from the name; names that it does not match are a group
    /// of their own.
    record Capture(Pattern pattern) implements Per {
      public Capture {
        pattern.captures();
      }
    }
  }

  /// What puts a group in order and is its members' age.
  public enum By {
    PUSHED,
    CREATED,
    PULLED,
    SEMVER
  }

  /// From when ages count.
  public enum Of {
    NOW,
    /// From the newest of the group, so that what nobody pushes to any more stays.
    NEWEST
  }

  /// What takes a place.
  public enum Count {
    DIGESTS,
    TAGS
  }

  /// What takes places: all that is selected; or, for importers, the tags under other names, or
  /// only those that are older.
  public record Among(List<Pattern> tags, Duration olderThan) {
    /// All that is selected.
    public static final Among SELECTED = new Among(List.of(), Duration.ZERO);

    public Among {
      tags = List.copyOf(tags);
      Amount.notNegative("older-than", olderThan);
    }
  }

  /// The same in other groups.
  public Counting per(Per other) {
    return new Counting(other, by, of, count, among);
  }

  /// The same in another order.
  public Counting by(By other) {
    return new Counting(per, other, of, count, among);
  }

  /// The same with ages from elsewhere.
  public Counting of(Of other) {
    return new Counting(per, by, other, count, among);
  }

  /// The same counting other things.
  public Counting count(Count other) {
    return new Counting(per, by, of, other, among);
  }

  /// The same among others.
  public Counting among(Among other) {
    return new Counting(per, by, of, count, other);
  }
}
