// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives each digest a small int, in the order they are first seen, and the digest back for the
/// int. A 32-byte digest of the table's own algorithm costs about 40 bytes; others are rare and
/// cost more. Safe for use by several threads.
public final class Digests {
  /// What [#find] answers for a digest that has no int.
  public static final int NONE = -1;

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final byte[] VALUES = values();

  private final String algorithm;
  private final List<long[]> chunks = new ArrayList<>();
  private final Map<Digest, Integer> odd = new HashMap<>();
  private final Map<Integer, Digest> oddById = new HashMap<>();
  private int[] slots = new int[1 << 12];
  private int size;

  /// A table for digests that are mostly 32 bytes of this algorithm.
  public Digests(String algorithm) {
    this.algorithm = algorithm;
  }

  /// How many ints have been given out.
  public synchronized int size() {
    return size;
  }

  /// The int of a digest, given out now if it had none.
  public synchronized int intern(Digest digest) {
    if (packs(digest)) {
      return internWords(words(digest.hex()), 0);
    }
    return odd.computeIfAbsent(digest, this::oddId);
  }

  /// The ints of many digests, in their order.
  public int[] intern(List<Digest> many) {
    long[] words = new long[many.size() * 4];
    boolean pack = true;
    for (int i = 0; i < many.size() && pack; i++) {
      pack = packs(many.get(i)) && pack(many.get(i).hex(), words, i * 4);
    }
    return pack
        ? intern(words, many.size())
        : many.stream().mapToInt(digest -> intern(digest)).toArray();
  }

  /// The ints of many 32-byte digests of the table's algorithm, four words each.
  public synchronized int[] intern(long[] words, int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = internWords(words, i * 4);
    }
    return ids;
  }

  /// The int of a digest, or [#NONE].
  public synchronized int find(Digest digest) {
    if (!packs(digest)) {
      return odd.getOrDefault(digest, NONE);
    }
    long[] words = words(digest.hex());
    return slots[slot(words, 0)] - 1;
  }

  /// The digest behind an int.
  public synchronized Digest get(int id) {
    Digest unusual = oddById.get(id);
    if (unusual != null) {
      return unusual;
    }
    long[] chunk = chunks.get(id >> CHUNK_BITS);
    int at = (id & (CHUNK - 1)) * 4;
    var hex = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      hex.append(java.util.HexFormat.of().toHexDigits(chunk[at + i]));
    }
    return new Digest(algorithm, hex.toString());
  }

  /// Copies the four words of a digest; false when it is not one of 32 bytes of the table's own
  /// algorithm.
  public synchronized boolean words(int id, long[] words) {
    System.arraycopy(chunks.get(id >> CHUNK_BITS), (id & (CHUNK - 1)) * 4, words, 0, 4);
    return oddById.isEmpty() || !oddById.containsKey(id);
  }

  private boolean packs(Digest digest) {
    return digest.algorithm().equals(algorithm) && digest.hex().length() == 64;
  }

  private int oddId(Digest digest) {
    int id = append(new long[4], 0);
    oddById.put(id, digest);
    return id;
  }

  private int internWords(long[] words, int at) {
    int slot = slot(words, at);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    int id = append(words, at);
    slots[slot] = id + 1;
    if (size * 8L > slots.length * 5L) {
      grow();
    }
    return id;
  }

  private int append(long[] words, int at) {
    if ((size & (CHUNK - 1)) == 0) {
      chunks.add(new long[CHUNK * 4]);
    }
    System.arraycopy(words, at, chunks.getLast(), (size & (CHUNK - 1)) * 4, 4);
    return size++;
  }

  private int slot(long[] words, int at) {
    int mask = slots.length - 1;
    int slot = hash(words[at], words[at + 3]) & mask;
    while (slots[slot] != 0 && !same(slots[slot] - 1, words, at)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int hash(long first, long last) {
    return Long.hashCode((first ^ Long.rotateLeft(last, 31)) * 0x9E3779B97F4A7C15L);
  }

  private boolean same(int id, long[] words, int at) {
    long[] chunk = chunks.get(id >> CHUNK_BITS);
    int own = (id & (CHUNK - 1)) * 4;
    return chunk[own] == words[at]
        && chunk[own + 1] == words[at + 1]
        && chunk[own + 2] == words[at + 2]
        && chunk[own + 3] == words[at + 3]
        && (oddById.isEmpty() || !oddById.containsKey(id));
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int id = 0; id < size; id++) {
      if (!oddById.containsKey(id)) {
        slots[slot(chunks.get(id >> CHUNK_BITS), (id & (CHUNK - 1)) * 4)] = id + 1;
      }
    }
  }

  /// Packs 64 hex digits into four words.
  public static long[] words(String hex) {
    long[] words = new long[4];
    pack(hex, words, 0);
    return words;
  }

  /// Packs 64 lower-case hex digits into four words of an array; false when they are none.
  public static boolean pack(String hex, long[] words, int at) {
    if (hex.length() != 64) {
      return false;
    }
    byte[] digits = hex.getBytes(StandardCharsets.ISO_8859_1);
    for (int word = 0; word < 4; word++) {
      long bits = 0;
      for (int i = word * 16; i < word * 16 + 16; i++) {
        int value = VALUES[digits[i] & 0xFF];
        if (value < 0) {
          return false;
        }
        bits = bits << 4 | value;
      }
      words[at + word] = bits;
    }
    return true;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) NONE);
    for (int value = 0; value < 16; value++) {
      values["0123456789abcdef".charAt(value)] = (byte) value;
    }
    return values;
  }
}
