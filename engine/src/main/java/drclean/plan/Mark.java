// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Scope.Keep;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Look;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Unneeded;
import drclean.registry.Unneeded.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds what nothing needs in an inventory: all that [Liveness] does not reach. Marked twice: once
/// without a [Look] to know what to look at, and again with what that found to be young.
public final class Mark {
  private static final int NONE = -1;

  private final Inventory inventory;
  private final Liveness liveness;
  private final List<Part> young;

  private Mark(Inventory inventory, Liveness liveness, List<Part> young) {
    this.inventory = inventory;
    this.liveness = liveness;
    this.young = young;
  }

  /// What nothing needs.
  public static Unneeded of(Inventory inventory, Keep keep, Optional<Look> look) {
    var liveness = Liveness.begin(inventory, keep, look);
    return new Mark(inventory, liveness, look.map(Look::youngParts).orElse(List.of())).unneeded();
  }

  private Unneeded unneeded() {
    var parts = new ArrayList<Part>(inventory.repositories().size());
    for (int i = 0; i < inventory.repositories().size(); i++) {
      liveness.walk(i);
      parts.add(part(i));
    }
    BitSet live = liveness.live();
    var blobs = (BitSet) inventory.blobs().clone();
    blobs.andNot(live);
    return new Unneeded(blobs, parts);
  }

  private Part part(int repository) {
    Repository linking = inventory.repositories().get(repository);
    BitSet layers = unreached(linking.layers());
    if (repository < young.size()) {
      layers.andNot(young.get(repository).layers());
    }
    keepAliased(linking.layers(), layers);
    return new Part(tags(repository, linking), unreached(linking.manifests()), layers);
  }

  private BitSet tags(int repository, Repository linking) {
    var unneeded = new BitSet(linking.tags().size());
    if (!liveness.sheltered()) {
      for (int tag : liveness.attachments(repository)) {
        unneeded.set(tag, !liveness.needs(repository, tag));
      }
    }
    return unneeded;
  }

  private BitSet unreached(Links links) {
    var unreached = new BitSet();
    for (int place = 0; place < links.size(); place++) {
      if (!liveness.reaches(links.digests()[place])) {
        unreached.set(place);
      }
    }
    return unreached;
  }

  /// Both names of one content stay as long as one of them is needed.
  private void keepAliased(Links layers, BitSet unneeded) {
    for (int at = unneeded.nextSetBit(0); at >= 0; at = unneeded.nextSetBit(at + 1)) {
      unneeded.set(at, !liveness.reaches(alias(layers.digests()[at])));
    }
  }

  /// The digest that this one is another name of: it has no content, and needs just that one.
  private int alias(int digest) {
    Needs needs = inventory.needs();
    if (inventory.blobs().get(digest) || !needs.knows(digest) || needs.holdsForEver(digest)) {
      return NONE;
    }
    int[] found = {NONE, 0};
    needs.each(
        digest,
        need -> {
          found[0] = need;
          found[1]++;
        });
    return found[1] == 1 ? found[0] : NONE;
  }
}
