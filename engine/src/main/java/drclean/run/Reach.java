// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Descent;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.BitSet;

/// What each repository needs to serve all that it has: from its tags and the manifests that it
/// links down to the last blob.
final class Reach {
  private Reach() {}

  /// Descends through what a repository needs.
  static void descend(Descent descent, Repository repository) {
    descent.begin();
    repository.tags().stream().filter(Tagged::readable).forEach(tag -> descent.reach(tag.digest()));
    descent.reachAll(repository.manifests().digests());
    descent.run();
  }

  /// Every digest that something needs or links and that has no content here.
  static BitSet absent(Inventory inventory) {
    var descent = new Descent(inventory);
    var absent = new BitSet();
    for (Repository repository : inventory.repositories()) {
      descend(descent, repository);
      for (int layer : repository.layers().digests()) {
        absent.set(layer);
      }
    }
    absent.or(descent.live());
    absent.andNot(inventory.blobs());
    return absent;
  }
}
