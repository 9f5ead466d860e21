// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Item;

/// Where items lie.
@FunctionalInterface
public interface Paths {
  /// Where an item lies, relative to the registry's root.
  String path(Item item);
}
