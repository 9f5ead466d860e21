// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Depth;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.storage.Parallel;
import drclean.storage.Source;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Checks that all that a v2 registry refers to is there and readable. Believes no memory: every
/// manifest is read and hashed.
final class V2Validate {
  private final V2Tables tables;
  private final Consumer<Finding> found;

  V2Validate(Source source, V2Paths paths, Means means, Consumer<Finding> found) {
    var forgetful = new Means(means.jobs(), Memory.NONE, means.watch(), means.pause());
    this.tables = new V2Tables(source, paths, forgetful);
    this.found = found;
  }

  Inventory validate(Depth depth) {
    Inventory inventory = new V2Survey(tables).survey();
    var report = new V2ValidateReport(tables, inventory, found);
    inventory.findings().forEach(report::found);
    BitSet present = new V2ValidateBlobs(report).present();
    repositories(report, present);
    if (depth == Depth.BYTES) {
      new V2ValidateBytes(report).hash(present);
    }
    return inventory;
  }

  private void repositories(V2ValidateReport report, BitSet present) {
    var done = new AtomicLong();
    int all = report.inventory.repositories().size();
    Parallel.each(
        tables.means.jobs(),
        report.inventory.repositories(),
        (Repository repository) -> {
          new V2ValidateRepository(report, repository, new V2ValidateLinks(report, present))
              .validate();
          tables.means.watch().progress("links", done.incrementAndGet(), all);
        });
    new V2ValidateAttachments(report).validate();
  }
}
