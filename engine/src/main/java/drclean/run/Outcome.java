// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a run did.
///
/// @param moved count and bytes of what it moved and did not put straight back, by kind
/// @param vanished how many things were no longer there when their turn came
/// @param cut how many empty folders it removed
/// @param taken steps whose place in quarantine was taken; nothing moved
/// @param fresh steps that were undone at once, because what moved had just been written
/// @param elsewhere tags that stayed, because they point elsewhere than when they were judged
/// @param recheck what the look after the moves gave back, of this run and of earlier ones
public record Outcome(
    String run,
    Ended ended,
    Instant finished,
    Map<String, Total> moved,
    long vanished,
    long cut,
    List<Step> taken,
    List<Step> fresh,
    List<Step> elsewhere,
    Recheck.Result recheck) {
  /// How a run ended.
  public enum Ended {
    DONE,
    /// Somebody asked it to stop.
    INTERRUPTED,
    /// The storage failed.
    FAILED
  }

  /// What became needed and was given back.
  public List<GivenBack> givenBack() {
    return recheck.givenBack();
  }

  /// Count and bytes of all that it moved.
  public Total total() {
    return moved.values().stream().reduce(Total.NONE, Total::plus);
  }
}
