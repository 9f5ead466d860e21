// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.BitSet;
import java.util.List;

/// What nothing needs in an inventory: blobs by their int; for each repository, in the inventory's
/// order, the places of its tags, manifest links and layer links that nothing needs.
public record Unneeded(BitSet blobs, List<Part> parts) {
  /// The unneeded places within one repository.
  public record Part(BitSet tags, BitSet manifests, BitSet layers) {
    /// A part in which everything is needed.
    public static Part none() {
      return new Part(new BitSet(), new BitSet(), new BitSet());
    }

    /// Whether everything in it is needed.
    public boolean isEmpty() {
      return tags.isEmpty() && manifests.isEmpty() && layers.isEmpty();
    }
  }

  public Unneeded {
    parts = List.copyOf(parts);
  }
}
