// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.Serial;

/// The words of a command line do not fit together: exit 2.
final class Misused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Misused(String sentence) {
    super(sentence);
  }
}
