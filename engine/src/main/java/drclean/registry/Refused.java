// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.io.Serial;

/// We will not do this: what was asked, why not, and the way out, in one sentence or two.
public final class Refused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// A refusal with its sentence.
  public Refused(String sentence) {
    super(sentence);
  }
}
