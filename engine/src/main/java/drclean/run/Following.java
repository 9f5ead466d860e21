// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.util.function.BooleanSupplier;

/// Who follows a run while it works: who is told of it, and whether they asked it to stop. It stops
/// between two steps, and still looks again.
public record Following(Listener listener, BooleanSupplier interrupted) {
  /// Nobody listens and nobody stops it.
  public static final Following NOBODY = new Following(Listener.NOBODY, () -> false);
}
