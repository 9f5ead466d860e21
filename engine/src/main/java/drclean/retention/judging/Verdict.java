// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.util.List;
import java.util.stream.Collectors;

/// What becomes of a tag, and why.
public sealed interface Verdict {
  /// It stays whatever rules say; the keeps of rules stand behind what protects it.
  record Protected(List<Reason> reasons) implements Verdict {}

  /// It stays.
  record Keep(List<Reason> reasons) implements Verdict {}

  /// It goes.
  record Delete(List<Reason> reasons) implements Verdict {}

  /// All reasons, the most important first.
  List<Reason> reasons();

  /// The verdict alone.
  enum Kind {
    PROTECTED,
    KEEP,
    DELETE
  }

  /// The verdict alone.
  default Kind kind() {
    return switch (this) {
      case Protected _ -> Kind.PROTECTED;
      case Keep _ -> Kind.KEEP;
      case Delete _ -> Kind.DELETE;
    };
  }

  /// The reasons as a person reads them.
  default String because() {
    return reasons().stream()
        .map(r -> kind() == Kind.DELETE ? "by " + r.rule() + ": " + r.words() : r.words())
        .distinct()
        .collect(Collectors.joining(kind() == Kind.DELETE ? "; " : ", "));
  }
}
