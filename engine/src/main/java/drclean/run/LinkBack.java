// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Digest;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Repository;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives back the links that a repository needs and lacks: what its tags and manifests reach must
/// be linked in it to be served.
final class LinkBack {
  private final Inventory inventory;
  private final Shelves shelves;
  private final Reach reach;

  private interface Linked {
    Item of(String repository, Digest digest);
  }

  LinkBack(Inventory inventory, Shelves shelves) {
    this.inventory = inventory;
    this.shelves = shelves;
    this.reach = new Reach(inventory);
  }

  void give() {
    for (Repository repository : inventory.repositories()) {
      Ints reached = reach.of(repository);
      give(repository, repository.manifests(), reached, Item.ManifestLink::new);
      give(repository, repository.layers(), reached, Item.LayerLink::new);
    }
  }

  private void give(Repository repository, Links there, Ints reached, Linked make) {
    var linked = new BitSet();
    for (int digest : there.digests()) {
      linked.set(digest);
    }
    Map<String, List<String>> near = new HashMap<>();
    for (int i = 0; i < reached.size(); i++) {
      if (!linked.get(reached.get(i))) {
        Digest digest = inventory.digests().get(reached.get(i));
        Item item = make.of(repository.name(), digest);
        List<String> runs = near.computeIfAbsent(digest.algorithm(), _ -> shelves.near(item));
        shelves.give(runs, item, "a tag or manifest of " + repository.name() + " reaches it");
      }
    }
  }
}
