// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

/// Something about a policy that its author may not have meant.
public sealed interface Warning {
  /// The rule's name; the empty text when it is about none.
  String rule();

  /// No tag is selected by it.
  record SelectsNothing(String rule) implements Warning {}

  /// All that it wants gone stays because of others.
  record AlwaysOverruled(String rule) implements Warning {}

  /// All that it selects goes.
  record DeletesAll(String rule, long tags) implements Warning {}

  /// It deletes all that it selects, and nothing but protections and other rules keeps any.
  record KeepsNothing(String rule) implements Warning {}

  /// A source of what is in use that nobody can ask, so that nothing goes.
  record NotAsked(String source) implements Warning {
    @Override
    public String rule() {
      return "";
    }
  }

  /// It as a sentence.
  default String words() {
    return switch (this) {
      case SelectsNothing(var rule) -> "rule %s selects no tag".formatted(rule);
      case AlwaysOverruled(var rule) ->
          "rule %s deletes nothing: all that it wants gone is kept otherwise".formatted(rule);
      case KeepsNothing(var rule) ->
          "rule %s keeps nothing of what it selects: delete: rest without keep".formatted(rule);
      case NotAsked(var source) ->
          "in-use source %s cannot be asked by this version, so nothing goes".formatted(source);
      case DeletesAll(var rule, var tags) ->
          "rule %s deletes all %d tags that it selects".formatted(rule, tags);
    };
  }
}
