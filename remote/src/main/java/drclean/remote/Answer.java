// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.Optional;
import java.util.function.Function;

/// What a question to a registry comes to.
public sealed interface Answer<T> {
  /// The thing asked for.
  record Found<T>(T value) implements Answer<T> {}

  /// The registry says that there is none.
  record Absent<T>(String why) implements Answer<T> {}

  /// The caller may not know.
  record Denied<T>(String why) implements Answer<T> {}

  /// There was no answer, or none that can be believed. Nothing follows from it.
  record Failed<T>(String why) implements Answer<T> {}

  /// The thing, when it was found.
  default Optional<T> found() {
    return this instanceof Found<T>(var value) ? Optional.of(value) : Optional.empty();
  }

  /// The answer to the next question, which what was found makes possible.
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Found<T>(var value) -> next.apply(value);
      case Absent<T>(var why) -> new Absent<>(why);
      case Denied<T>(var why) -> new Denied<>(why);
      case Failed<T>(var why) -> new Failed<>(why);
    };
  }

  /// The same answer about something else.
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return then(value -> new Found<>(change.apply(value)));
  }
}
