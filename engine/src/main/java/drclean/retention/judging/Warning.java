// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.List;

/// Something about a policy that its author may not have meant.
public sealed interface Warning {
  /// The rule's name; the empty text when it is about none.
  String rule();

  /// No tag is selected by it.
  record SelectsNothing(String rule) implements Warning {}

  /// All that it wants gone stays because of these.
  record AlwaysOverruled(String rule, List<String> by) implements Warning {
    public AlwaysOverruled {
      by = List.copyOf(by);
    }
  }

  /// It asks when images were pulled, and nothing tells.
  record PullsUntold(String rule, String condition, String why) implements Warning {
    private String sentence() {
      String then =
          switch (condition) {
            case "not-pulled-for" -> "it deletes nothing";
            case "by: pulled" -> "pushes count alone";
            default -> "it keeps all that it selects";
          };
      return "rule %s asks for pulls (%s), and %s (pulls: {file: …}), so that %s"
          .formatted(rule, condition, why, then);
    }
  }

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

  /// Why nothing at all goes.
  record Blocks(String why) implements Warning {
    /// A source of what is in use does not tell.
    public static Blocks silent(String source, String why) {
      return new Blocks("in-use source %s does not tell: %s".formatted(source, why));
    }

    @Override
    public String rule() {
      return "";
    }
  }

  /// Some references of a source of what is in use are to nothing that is here.
  record NamesNothing(String source, long all, List<String> nowhere) implements Warning {
    private static final int SHOWN = 5;

    public NamesNothing {
      nowhere = List.copyOf(nowhere);
    }

    @Override
    public String rule() {
      return "";
    }

    private String sentence() {
      String shown = String.join(", ", nowhere.stream().limit(SHOWN).toList());
      return "%d of %d references of in-use source %s %s nothing here: %s%s"
          .formatted(
              nowhere.size(),
              all,
              source,
              nowhere.size() == 1 ? "names" : "name",
              shown,
              nowhere.size() > SHOWN ? ", …" : "");
    }
  }

  /// It as a sentence.
  default String words() {
    return switch (this) {
      case SelectsNothing(var rule) -> "rule %s selects no tag".formatted(rule);
      case AlwaysOverruled(var rule, var by) ->
          "rule %s deletes nothing: all that it wants gone is kept by %s"
              .formatted(rule, String.join(", ", by));
      case PullsUntold untold -> untold.sentence();
      case Blocks(var why) -> why + ", so nothing goes";
      case NamesNothing some -> some.sentence();
      case KeepsNothing(var rule) ->
          "rule %s keeps nothing of what it selects: delete: rest without keep".formatted(rule);
      case NotAsked(var source) ->
          "in-use source %s cannot be asked by this version, so nothing goes".formatted(source);
      case DeletesAll(var rule, var tags) ->
          "rule %s deletes all %d tags that it selects".formatted(rule, tags);
    };
  }
}
