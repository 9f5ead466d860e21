// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.io.Serial;

/// Somebody else holds the lease: who, since when and until when, and the way out.
public final class LeaseHeld extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LeaseHeld(String sentence) {
    super(sentence);
  }
}
