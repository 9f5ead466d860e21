// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.Facts;
import drclean.registry.Inventory;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Told;
import drclean.run.Registry;
import java.time.Instant;
import java.util.function.IntFunction;

/// What the storage of a registry and the files beside a policy tell to one who judges. Everything
/// but those files is read when it is asked for, so that a policy pays for what it asks alone. A
/// registry on disk locks nothing.
final class DiskEvidence {
  private DiskEvidence() {}

  static Evidence of(Registry registry, Inventory inventory, Charter charter) {
    Facts facts = registry.layout().facts(registry.storage(), registry.means());
    var losses = Losses.of(registry, inventory);
    IntFunction<Facts.Image> image = digest -> facts.image(inventory.digests().get(digest));
    Evidence evidence =
        Evidence.none()
            .created(
                Told.said(
                    digest ->
                        image
                            .apply(digest)
                            .created()
                            .map(Instant::toEpochMilli)
                            .orElse(Evidence.UNKNOWN)))
            .labels(Told.said(digest -> image.apply(digest).labels()))
            .mediaTypes(Told.said(digest -> image.apply(digest).mediaType()))
            .history(Told.said(losses::before))
            .untaggedSince(losses::at);
    return FileEvidence.of(evidence, charter, inventory, registry.clock().instant());
  }
}
