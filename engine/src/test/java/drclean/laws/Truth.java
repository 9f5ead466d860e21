// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.util.Set;

/// What is live, worked out the slow and obvious way from the files alone. Things are named by the
/// paths at which they can be moved.
interface Truth {
  /// What must stay.
  Set<String> live();

  /// What is there, old, and not live.
  Set<String> garbage();

  /// References to what is not there, as sentences.
  Set<String> dangling();

  /// Manifests whose subject is not there; a subject is not kept by who speaks of it.
  Set<String> orphaned();
}
