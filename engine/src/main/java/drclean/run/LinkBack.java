// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Descent;
import drclean.registry.Digest;
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
  private final Descent descent;

  private interface Linked {
    Item of(String repository, Digest digest);
  }

  LinkBack(Inventory inventory, Shelves shelves) {
    this.inventory = inventory;
    this.shelves = shelves;
    this.descent = new Descent(inventory);
  }

  void give() {
    for (Repository repository : inventory.repositories()) {
      Reach.descend(descent, repository);
      give(repository, repository.manifests(), Item.ManifestLink::new);
      give(repository, repository.layers(), Item.LayerLink::new);
    }
  }

  private void give(Repository repository, Links there, Linked make) {
    var linked = new BitSet();
    for (int digest : there.digests()) {
      linked.set(digest);
    }
    Map<String, List<String>> near = new HashMap<>();
    descent.eachReached(
        reached -> {
          if (!linked.get(reached)) {
            Digest digest = inventory.digests().get(reached);
            Item item = make.of(repository.name(), digest);
            List<String> runs = near.computeIfAbsent(digest.algorithm(), _ -> shelves.near(item));
            shelves.give(runs, item, "a tag or manifest of " + repository.name() + " reaches it");
          }
        });
  }
}
