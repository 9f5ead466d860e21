// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.Serial;

/// A plan takes more than it may without being asked for by name: exit 5.
final class Beyond extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Beyond(String sentence) {
    super(sentence);
  }
}
