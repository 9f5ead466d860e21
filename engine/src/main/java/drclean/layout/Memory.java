// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import drclean.registry.Sizes;

/// What is remembered between surveys: what each manifest needs. A manifest's content never changes
/// under its digest, so what was once read and verified stays true; that it is still there is not
/// remembered.
public interface Memory {
  /// Remembers nothing.
  Memory NONE =
      new Memory() {
        @Override
        public void recall(Digests digests, Needs needs, Sizes sizes) {}

        @Override
        public void remember(Inventory inventory) {}
      };

  /// Fills the tables with what is remembered.
  void recall(Digests digests, Needs needs, Sizes sizes);

  /// Remembers what an inventory's manifests need, in place of all that was remembered.
  void remember(Inventory inventory);
}
