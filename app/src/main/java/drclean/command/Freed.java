// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Liveness;
import drclean.plan.Plan.Total;
import drclean.plan.Scope.Keep;
import drclean.registry.Inventory;
import drclean.registry.Unneeded;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;

/// What a scrub of untagged manifests could take if some tags went: what tags reach now and would
/// not reach then.
final class Freed {
  private final Inventory inventory;
  private final BitSet now;

  Freed(Inventory inventory) {
    this.inventory = inventory;
    this.now = live(inventory);
  }

  /// If the tags at these places of each repository went.
  Total by(IntFunction<BitSet> places) {
    var freed = (BitSet) now.clone();
    freed.andNot(live(inventory.without(places)));
    freed.and(inventory.blobs());
    return total(inventory, freed);
  }

  /// What garbage would come besides if only tags kept manifests, before a look at what is young.
  static Total untagged(Inventory inventory, Unneeded linked) {
    var more = (BitSet) inventory.blobs().clone();
    more.andNot(live(inventory));
    more.andNot(linked.blobs());
    return total(inventory, more);
  }

  private static Total total(Inventory inventory, BitSet blobs) {
    long bytes = blobs.stream().mapToLong(blob -> Math.max(0, inventory.sizes().get(blob))).sum();
    return new Total(blobs.cardinality(), bytes);
  }

  private static BitSet live(Inventory inventory) {
    return Liveness.of(inventory, Keep.TAGGED, Optional.empty()).live();
  }
}
