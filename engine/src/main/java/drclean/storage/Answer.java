// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.util.Optional;
import java.util.function.Function;

/// What a source answers: the thing, or that it is not there, or why it cannot be read.
public sealed interface Answer<T> {
  /// The thing asked for.
  record Found<T>(T value) implements Answer<T> {}

  /// Nothing lies there.
  record Absent<T>() implements Answer<T> {}

  /// Something lies there that cannot be read: permission, an input/output error, a file where a
  /// folder was expected, a pipe where a file was expected.
  record Unreadable<T>(String why) implements Answer<T> {}

  /// The thing, when it was found.
  default Optional<T> found() {
    return this instanceof Found<T>(var value) ? Optional.of(value) : Optional.empty();
  }

  /// Whether nothing lies there.
  default boolean absent() {
    return this instanceof Absent<T>;
  }

  /// The same answer about something else.
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Found<T>(var value) -> new Found<>(change.apply(value));
      case Absent<T> _ -> new Absent<>();
      case Unreadable<T>(var why) -> new Unreadable<>(why);
    };
  }
}
