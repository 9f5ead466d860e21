// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A slow question about names that remembers some of its answers: repositories often have the same
/// tags. Bounded; threads that meet at one entry answer twice, never wrongly.
final class Remembered implements Predicate<String> {
  private static final int ROOM = 1 << 14;

  private record Answer(String name, boolean yes) {}

  private final Predicate<String> question;
  private final @Nullable Answer[] answers = new Answer[ROOM];

  Remembered(Predicate<String> question) {
    this.question = question;
  }

  @Override
  public boolean test(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    int place = hash >>> 18;
    Answer known = answers[place];
    if (known != null && known.name.equals(name)) {
      return known.yes;
    }
    boolean yes = question.test(name);
    answers[place] = new Answer(name, yes);
    return yes;
  }
}
