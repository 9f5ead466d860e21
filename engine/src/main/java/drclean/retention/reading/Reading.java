// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.registry.Refused;
import drclean.retention.Policy;
import java.util.List;
import java.util.stream.Collectors;

/// What came of reading a policy file: the policy, or all that is wrong with the file.
public sealed interface Reading {
  /// It is a policy.
  record Right(Policy policy) implements Reading {}

  /// It is none.
  record Wrong(List<Mistake> mistakes) implements Reading {
    public Wrong {
      mistakes = List.copyOf(mistakes);
    }
  }

  /// The policy, or a refusal that names all mistakes.
  default Policy orRefuse() {
    return switch (this) {
      case Right(var policy) -> policy;
      case Wrong(var mistakes) ->
          throw new Refused(
              mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    };
  }
}
