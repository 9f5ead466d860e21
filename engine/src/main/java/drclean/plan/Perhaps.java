// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import java.util.BitSet;

/// The manifests of which a repository links every part, though it does not link or name them: what
/// cannot be read in it may name them. A part may be a manifest itself, whose link was deleted here
/// while another repository names it.
final class Perhaps {
  private final Inventory inventory;
  private final Descent descent;

  Perhaps(Inventory inventory, Descent descent) {
    this.inventory = inventory;
    this.descent = descent;
  }

  /// Reaches them, after all that the repository links was reached.
  void reach() {
    BitSet candidates = candidates();
    boolean more = true;
    while (more) {
      var own = new Ints();
      candidates.stream().forEach(manifest -> addOwn(own, manifest));
      descent.reachAll(own.toArray());
      descent.run();
      more = !own.isEmpty();
    }
  }

  /// What may be named by what cannot be read, and the manifests that it names. What another
  /// repository links may be named, too: its link may go before its content does.
  private BitSet candidates() {
    var candidates = new BitSet();
    var ahead = new Ints();
    inventory.needs().eachPerhaps(ahead::add);
    inventory.repositories().forEach(other -> ahead.addAll(other.manifests().digests()));
    while (!ahead.isEmpty()) {
      int manifest = ahead.pop();
      if (!candidates.get(manifest) && inventory.needs().knows(manifest)) {
        candidates.set(manifest);
        inventory.needs().eachManifest(manifest, ahead::add);
      }
    }
    return candidates;
  }

  private void addOwn(Ints own, int manifest) {
    boolean[] elsewhere = {descent.reached(manifest)};
    inventory
        .needs()
        .each(
            manifest,
            part -> elsewhere[0] |= inventory.blobs().get(part) && !descent.reached(part));
    if (!elsewhere[0]) {
      own.add(manifest);
    }
  }
}
