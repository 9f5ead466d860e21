// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.BitSet;

/// What each repository needs, repository by repository: from its tags and the manifests that it
/// links down to the last blob. What another repository reached never cuts the way short.
final class Reach {
  private final Inventory inventory;
  private final BitSet seen = new BitSet();
  private final Ints reached = new Ints();
  private final Ints ahead = new Ints();

  Reach(Inventory inventory) {
    this.inventory = inventory;
  }

  /// The digests that this repository reaches; good until the next is asked for.
  Ints of(Repository repository) {
    forget();
    for (Tagged tag : repository.tags()) {
      if (tag.readable()) {
        enter(tag.digest());
      }
    }
    for (int manifest : repository.manifests().digests()) {
      enter(manifest);
    }
    while (!ahead.isEmpty()) {
      inventory.needs().each(ahead.pop(), this::enter);
    }
    return reached;
  }

  /// Whether this repository reaches one of these manifests, of which none can be read.
  boolean blind(Repository repository, BitSet unreadable) {
    Ints all = of(repository);
    for (int i = 0; i < all.size(); i++) {
      if (unreadable.get(all.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void forget() {
    for (int i = 0; i < reached.size(); i++) {
      seen.clear(reached.get(i));
    }
    reached.clear();
  }

  private void enter(int digest) {
    if (!seen.get(digest)) {
      seen.set(digest);
      reached.add(digest);
      ahead.add(digest);
    }
  }

  /// Every digest that something needs or links and that has no content here.
  static BitSet absent(Inventory inventory) {
    var wanted = new BitSet();
    var reach = new Reach(inventory);
    for (Repository repository : inventory.repositories()) {
      Ints reached = reach.of(repository);
      for (int i = 0; i < reached.size(); i++) {
        wanted.set(reached.get(i));
      }
      link(wanted, repository.layers());
    }
    wanted.andNot(inventory.blobs());
    return wanted;
  }

  private static void link(BitSet wanted, Links links) {
    for (int digest : links.digests()) {
      wanted.set(digest);
    }
  }
}
