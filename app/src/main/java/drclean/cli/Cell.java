// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.time.Instant;
import java.util.Optional;

/// One value of a result: as a person reads it, and exact as a program does.
sealed interface Cell {
  /// Words.
  record Text(String text) implements Cell {}

  /// How many.
  record Count(long count) implements Cell {}

  /// How large.
  record Bytes(long bytes) implements Cell {}

  /// When, if ever.
  record Time(Optional<Instant> time) implements Cell {}

  /// For a person.
  default String human() {
    return switch (this) {
      case Text(var text) -> text;
      case Count(var count) -> Human.count(count);
      case Bytes(var bytes) -> Human.bytes(bytes);
      case Time(var time) -> time.map(Human::time).orElse("-");
    };
  }

  /// For a program; the empty text for a time that is not known.
  default Object exact() {
    return switch (this) {
      case Text(var text) -> text;
      case Count(var count) -> count;
      case Bytes(var bytes) -> bytes;
      case Time(var time) -> time.map(Instant::toString).orElse("");
    };
  }

  /// Whether it is a number, which stands to the right.
  default boolean number() {
    return this instanceof Count || this instanceof Bytes;
  }
}
