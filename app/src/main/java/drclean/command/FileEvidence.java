// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Inventory;
import drclean.retention.judging.Evidence;
import java.time.Instant;

/// What the files beside a policy tell to one who judges: of pulls, and of what is in use.
public final class FileEvidence {
  private FileEvidence() {}

  /// This evidence, and what those files tell.
  public static Evidence of(Evidence rest, Charter charter, Inventory inventory, Instant now) {
    Evidence evidence = rest.pulls(PullLog.read(charter, inventory, now));
    for (String source : charter.policy().protect().inUse()) {
      evidence = evidence.inUse(source, UseFile.read(charter, source));
    }
    return evidence;
  }
}
