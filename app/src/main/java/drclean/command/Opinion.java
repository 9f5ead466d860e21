// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.retention.judging.Verdict;
import java.time.Instant;
import java.util.Optional;

/// A tag and what a policy says of it.
///
/// @param digest what it points at, if that can be read
/// @param pushed when it was last pushed, if the storage tells
public record Opinion(
    Item.Tag tag, Optional<Digest> digest, Optional<Instant> pushed, Verdict verdict) {
  /// The rules that speak in the verdict, by name.
  public String rules() {
    return String.join(
        ", ",
        verdict.reasons().stream()
            .map(reason -> reason.rule())
            .filter(rule -> !rule.isEmpty())
            .distinct()
            .toList());
  }
}
