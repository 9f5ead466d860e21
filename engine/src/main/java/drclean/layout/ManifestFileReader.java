// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Needs;
import drclean.registry.Sizes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads the file that a [ManifestFileWriter] wrote: the whole of it, or nothing.
final class ManifestFileReader {
  private static final int HEADER = 24;
  private static final int CHECKSUM = 4;

  private final ByteBuffer in;

  private ManifestFileReader(ByteBuffer in) {
    this.in = in;
  }

  /// What a whole file holds; digests are named by their place in `words`, then in `odd`.
  record Content(long[] words, List<Digest> odd, long[] sizes, int[] manifests, int[] needs) {
    /// Fills the tables; answers the manifests that are known now.
    BitSet into(Digests digests, Needs table, Sizes known) {
      int packed = words.length / 4;
      int[] ids = java.util.Arrays.copyOf(digests.intern(words, packed), sizes.length);
      for (int i = packed; i < ids.length; i++) {
        ids[i] = digests.intern(odd.get(i - packed));
      }
      for (int i = 0; i < ids.length; i++) {
        known.claimed(ids[i], sizes[i]);
      }
      return needs(ids, table);
    }

    private BitSet needs(int[] ids, Needs table) {
      var recalled = new BitSet();
      int at = 0;
      for (int i = 0; i < manifests.length; i += 3) {
        int[] own = new int[manifests[i + 2]];
        for (int j = 0; j < own.length; j++) {
          int need = needs[at++];
          own[j] = Needs.of(need, ids[Needs.digest(need)]);
        }
        table.put(ids[manifests[i]], own, manifests[i + 1] < 0 ? -1 : ids[manifests[i + 1]]);
        recalled.set(ids[manifests[i]]);
      }
      return recalled;
    }
  }

  static Optional<Content> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file);
        var arena = Arena.ofConfined()) {
      long size = channel.size();
      if (size < HEADER + CHECKSUM || size > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      return whole(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Content> whole(ByteBuffer bytes) {
    int end = bytes.limit() - CHECKSUM;
    var sum = new CRC32C();
    sum.update(bytes.slice(0, end));
    boolean whole =
        bytes.getInt(end) == (int) sum.getValue() && bytes.getLong(0) == ManifestFileWriter.MAGIC;
    try {
      return whole ? new ManifestFileReader(bytes.slice(0, end)).content() : Optional.empty();
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private Optional<Content> content() {
    in.position(Long.BYTES);
    int[] counts = ints(4);
    long least = HEADER + 40L * counts[0] + 10L * counts[1] + 12L * counts[2] + 4L * counts[3];
    boolean fits = java.util.Arrays.stream(counts).allMatch(c -> c >= 0) && least <= in.limit();
    if (!fits) {
      return Optional.empty();
    }
    long[] words = longs(counts[0] * 4);
    Optional<List<Digest>> odd = odd(counts[1]);
    long[] sizes = longs(counts[0] + counts[1]);
    int[] manifests = ints(counts[2] * 3);
    int[] needs = ints(counts[3]);
    boolean sound = odd.isPresent() && !in.hasRemaining() && sound(manifests, needs, sizes.length);
    return sound
        ? Optional.of(new Content(words, odd.get(), sizes, manifests, needs))
        : Optional.empty();
  }

  private int[] ints(int count) {
    int[] values = new int[count];
    in.asIntBuffer().get(values);
    in.position(in.position() + count * Integer.BYTES);
    return values;
  }

  private long[] longs(int count) {
    long[] values = new long[count];
    in.asLongBuffer().get(values);
    in.position(in.position() + count * Long.BYTES);
    return values;
  }

  private Optional<List<Digest>> odd(int count) {
    var digests = new ArrayList<Digest>(count);
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(text);
      Digest.parse(new String(text, StandardCharsets.US_ASCII)).ifPresent(digests::add);
    }
    return digests.size() == count ? Optional.of(digests) : Optional.empty();
  }

  /// Whether every digest that is named is there, and the counts of needs add up.
  private static boolean sound(int[] manifests, int[] needs, int digests) {
    long sum = 0;
    for (int i = 0; i < manifests.length; i += 3) {
      boolean named = manifests[i] >= 0 && manifests[i] < digests && manifests[i + 1] < digests;
      if (!named || manifests[i + 2] < 0) {
        return false;
      }
      sum += manifests[i + 2];
    }
    return sum == needs.length
        && java.util.Arrays.stream(needs).allMatch(n -> Needs.digest(n) < digests);
  }
}
