// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Amount;
import java.time.Duration;
import java.util.Optional;

/// What a pull, or a push in its place, says about a tag.
final class Pulled {
  private Pulled() {}

  /// Why a tag counts as pulled within this time; nothing only when it surely was not.
  static Optional<String> within(int tag, Duration age, Witness witness) {
    Optional<String> silent = witness.pullsAreTold();
    if (silent.isPresent()) {
      return Optional.of("pulls-unknown: " + silent.get());
    }
    long used = witness.used(tag);
    if (used == Evidence.UNKNOWN) {
      return Optional.of("unknown-time");
    }
    if (witness.age(used) <= Witness.millis(age)) {
      return Optional.of("pulled-within " + Amount.text(age));
    }
    return witness.pullsReachBack(age) ? Optional.empty() : Optional.of("pull-history-too-short");
  }
}
