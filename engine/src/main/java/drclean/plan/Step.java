// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Item;

/// One change of a plan, with its reason. Paths are relative to the registry's root.
public sealed interface Step {
  /// What it changes.
  Item item();

  /// Where that lies.
  String path();

  /// How many bytes leave with it.
  long bytes();

  /// Why.
  String because();

  /// Moves an item into the quarantine, where its path is kept.
  ///
  /// @param bond what else must hold for it to leave
  record Move(Item item, String path, long bytes, String because, Bond bond) implements Step {
    /// A move of something that leaves by itself.
    public Move(Item item, String path, long bytes, String because) {
      this(item, path, bytes, because, Bond.ALONE);
    }
  }

  /// Removes an empty folder; one that is no longer empty stays.
  record Cut(Item item, String path, String because) implements Step {
    @Override
    public long bytes() {
      return 0;
    }
  }
}
