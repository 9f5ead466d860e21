// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.nio.file.Path;

/// One who runs in a race: what the table calls it, how often it runs, what is asked of its time.
record Contestant(String label, int runs, Goal goal, Trial trial) {

  /// Makes ready, untimed, what the timed command needs.
  @FunctionalInterface
  interface Trial {
    /// The command to time. The scratch folder is empty at the start of a round and shared by its
    /// contestants.
    Command ready(Path scratch) throws IOException;
  }

  static Contestant of(String label, int runs, Goal goal, Command command) {
    return new Contestant(label, runs, goal, _ -> command);
  }
}
