// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// One value of a result: as a person reads it, and exact as a program does.
sealed interface Cell {
  /// Words.
  record Text(String text) implements Cell {}

  /// A word that one knows or copies: a kind, a run. It is never cut.
  record Word(String word) implements Cell {}

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
      case Word(var word) -> word;
      case Count(var count) -> Human.count(count);
      case Bytes(var bytes) -> Human.bytes(bytes);
      case Time(var time) -> time.map(Human::time).orElse("-");
    };
  }

  /// For a program; the empty text for a time that is not known.
  default Object exact() {
    return switch (this) {
      case Text(var text) -> text;
      case Word(var word) -> word;
      case Count(var count) -> count;
      case Bytes(var bytes) -> bytes;
      case Time(var time) -> time.map(Cell::exact).orElse("");
    };
  }

  /// A time as programs read it: RFC 3339 in UTC, to the second.
  static String exact(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Whether it may be cut where there is little room.
  default boolean soft() {
    return this instanceof Text;
  }

  /// Whether it is a number, which stands to the right.
  default boolean number() {
    return this instanceof Count || this instanceof Bytes;
  }
}
