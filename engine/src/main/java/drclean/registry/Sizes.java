// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The size in bytes of each digest's content, as far as it is known. Safe for several threads.
public final class Sizes {
  /// What [#get] answers for a size that nobody has said yet.
  public static final long UNKNOWN = -1;

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final List<long[]> chunks = new ArrayList<>();

  /// The size behind this int, or [#UNKNOWN].
  public synchronized long get(int id) {
    int chunk = id >> CHUNK_BITS;
    return chunk < chunks.size() ? chunks.get(chunk)[id & (CHUNK - 1)] : UNKNOWN;
  }

  /// Says what was seen; replaces what was said before.
  public synchronized void seen(int id, long bytes) {
    chunk(id)[id & (CHUNK - 1)] = bytes;
  }

  /// Says what a descriptor claims; the first claim stands, and what was seen stands above it.
  public synchronized void claimed(int id, long bytes) {
    long[] chunk = chunk(id);
    if (bytes >= 0 && chunk[id & (CHUNK - 1)] == UNKNOWN) {
      chunk[id & (CHUNK - 1)] = bytes;
    }
  }

  /// Says what many descriptors claim, as [#claimed] does.
  public synchronized void claimed(int[] ids, long[] bytes) {
    for (int i = 0; i < ids.length; i++) {
      claimed(ids[i], bytes[i]);
    }
  }

  private long[] chunk(int id) {
    while (id >> CHUNK_BITS >= chunks.size()) {
      long[] fresh = new long[CHUNK];
      Arrays.fill(fresh, UNKNOWN);
      chunks.add(fresh);
    }
    return chunks.get(id >> CHUNK_BITS);
  }
}
