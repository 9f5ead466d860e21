// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Digest;
import drclean.registry.Finding.Kind;
import drclean.registry.Sizes;
import drclean.storage.Parallel;
import drclean.storage.Stat;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Looks at every blob's folder: is its content there, and as long as manifests say?
final class V2ValidateBlobs {
  private final V2ValidateReport report;
  private final V2ValidateFolder folders;
  private final BitSet present = new BitSet();

  V2ValidateBlobs(V2ValidateReport report) {
    this.report = report;
    this.folders = new V2ValidateFolder(report);
  }

  /// The blobs whose content is there.
  BitSet present() {
    List<Integer> all = report.inventory.blobs().stream().boxed().toList();
    var done = new AtomicLong();
    Parallel.each(
        report.tables.means.jobs(),
        all,
        blob -> {
          look(blob);
          report.tables.means.watch().progress("blobs", done.incrementAndGet(), all.size());
        });
    return present;
  }

  private void look(int blob) {
    Digest digest = report.inventory.digests().get(blob);
    var folder = new Place(digest.toString(), report.tables.paths.blob(digest));
    Optional<Stat> data = folders.file(folder, "data", Set.of());
    if (data.isEmpty()) {
      report.note(
          Kind.STRAY,
          folder,
          "the folder of a blob without its content",
          "scrub removes it when it is old; what needs the blob is told of by itself");
      return;
    }
    synchronized (present) {
      present.set(blob);
    }
    size(blob, new Place(digest.toString(), report.tables.paths.data(digest)), data.get().size());
  }

  private void size(int blob, Place place, long bytes) {
    long claimed = report.inventory.sizes().get(blob);
    report.inventory.sizes().seen(blob, bytes);
    if (claimed != Sizes.UNKNOWN && claimed != bytes) {
      report.damage(
          Kind.CORRUPT,
          place,
          "it has %,d bytes, and a manifest that needs it says %,d".formatted(bytes, claimed),
          "validate --deep tells whether its content is what its digest promises; if not, restore"
              + " it or push the image again");
    }
  }
}
