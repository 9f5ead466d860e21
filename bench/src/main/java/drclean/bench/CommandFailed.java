// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;

/// A command that could not be started or did not end well, and so has no time.
final class CommandFailed extends IOException {
  private static final long serialVersionUID = 1;

  CommandFailed(String why) {
    super(why);
  }
}
