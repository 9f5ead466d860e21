// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import java.util.function.Consumer;

/// What the parts of one validation share: what was surveyed, and who is told, one finding at a
/// time.
final class V2ValidateReport {
  final V2Tables tables;
  final Inventory inventory;
  private final Consumer<Finding> found;

  V2ValidateReport(V2Tables tables, Inventory inventory, Consumer<Finding> found) {
    this.tables = tables;
    this.inventory = inventory;
    this.found = found;
  }

  /// A thing in a registry, as a person names it, and the file that it is about.
  record Place(String item, String path) {}

  synchronized void found(Finding finding) {
    found.accept(finding);
  }

  void damage(Kind kind, Place place, String why, String repair) {
    found(new Finding(kind, place.item(), place.path(), why, repair, Effect.DAMAGE));
  }

  void note(Kind kind, Place place, String why) {
    note(kind, place, why, "nothing needs to be done");
  }

  void note(Kind kind, Place place, String why, String repair) {
    found(new Finding(kind, place.item(), place.path(), why, repair, Effect.NOTE));
  }
}
