// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One execution of a plan, as its folder in the quarantine shows it.
///
/// @param finished when it ended, if it did
/// @param kept count and bytes of what is still in quarantine, by kind
public record Run(
    String id, Instant started, Optional<Instant> finished, State state, Map<String, Total> kept) {
  /// How far a run has come.
  public enum State {
    /// Its plan is saved; nothing is in quarantine.
    PLANNED,
    /// It was stopped, failed or killed on the way; what it moved is in quarantine.
    INTERRUPTED,
    /// It came to its end.
    DONE,
    /// A purge has begun to delete it: nothing in it can be given back, and the next purge deletes
    /// the rest.
    PURGING
  }

  /// Count and bytes of all that it still keeps.
  public Total total() {
    return kept.values().stream().reduce(Total.NONE, Total::plus);
  }

  /// Whether a purge has begun to delete it; it is due then however long it has waited.
  public boolean begun() {
    return state == State.PURGING;
  }

  /// From when on its waiting time counts: its end, but never before its beginning, whatever became
  /// of the clock meanwhile.
  public Instant since() {
    return since(started, finished);
  }

  static Instant since(Instant started, Optional<Instant> finished) {
    return finished.filter(started::isBefore).orElse(started);
  }
}
