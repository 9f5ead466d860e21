// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Plan.Total;
import java.util.List;

/// Why something is where it is.
///
/// @param what what was asked about
/// @param digest the digest that this is, empty when it is nowhere
/// @param reasons why it is in that state
/// @param chains what leads to it, from a tag or a link downwards
/// @param freed what would leave with it if it went alone
public record Explanation(
    String what,
    String digest,
    State state,
    List<String> reasons,
    List<List<String>> chains,
    Total freed) {
  /// What may become of a thing.
  public enum State {
    /// Something needs it.
    NEEDED,
    /// Nothing needs it, or what does is only young.
    YOUNG,
    /// A scrub would move it away.
    GARBAGE,
    /// A run has moved it away, and it can be restored.
    QUARANTINED,
    /// It is not in this registry.
    ABSENT
  }

  public Explanation {
    reasons = List.copyOf(reasons);
    chains = List.copyOf(chains);
  }
}
