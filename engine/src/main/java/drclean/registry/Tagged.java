// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.time.Instant;

/// A tag and what it points at: its name, the int of the digest ([Digests#NONE] when that could not
/// be read), and when it was last pushed.
public record Tagged(String name, int digest, Instant pushed) {
  /// Whether it could be read what the tag points at.
  public boolean readable() {
    return digest != Digests.NONE;
  }
}
