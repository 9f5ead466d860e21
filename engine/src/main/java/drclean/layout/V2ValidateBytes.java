// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Digest;
import drclean.registry.Finding.Kind;
import drclean.registry.Hashes;
import drclean.storage.Parallel;
import drclean.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Hashes every blob again, the largest first so that no thread is left alone with one at the end.
final class V2ValidateBytes {
  private static final int BUFFER = 1 << 20;

  private final V2ValidateReport report;
  private final AtomicLong done = new AtomicLong();
  private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[BUFFER]);
  private long total;

  V2ValidateBytes(V2ValidateReport report) {
    this.report = report;
  }

  void hash(BitSet present) {
    var sizes = report.inventory.sizes();
    record Sized(int blob, long bytes) {}
    List<Sized> blobs =
        present.stream()
            .filter(blob -> !report.inventory.unreadable().get(blob))
            .mapToObj(blob -> new Sized(blob, sizes.get(blob)))
            .sorted(Comparator.comparingLong(Sized::bytes).reversed())
            .toList();
    total = blobs.stream().mapToLong(Sized::bytes).sum();
    Parallel.each(
        report.tables.means.jobs(),
        blobs,
        sized -> hash(report.inventory.digests().get(sized.blob())));
  }

  private void hash(Digest digest) {
    var place = new Place(digest.toString(), report.tables.paths.data(digest));
    Optional<MessageDigest> hash = Hashes.of(digest.algorithm());
    if (hash.isEmpty()) {
      return;
    }
    try (InputStream in = report.tables.source.open(place.path())) {
      String actual = HexFormat.of().formatHex(hash(in, hash.get()));
      if (!actual.equals(digest.hex())) {
        report.damage(
            Kind.CORRUPT,
            place,
            "its content hashes to %s:%s".formatted(digest.algorithm(), actual),
            "move the file away, then push what needs it again or restore it");
      }
    } catch (IOException e) {
      report.damage(
          Kind.UNREADABLE,
          place,
          "its content cannot be read: " + StorageException.reason(e),
          "make it readable for this user, check the disk, or restore it");
    }
  }

  private byte[] hash(InputStream in, MessageDigest hash) throws IOException {
    byte[] buffer = buffers.get();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      hash.update(buffer, 0, read);
      report.tables.means.watch().progress("hash", done.addAndGet(read), total);
    }
    return hash.digest();
  }
}
