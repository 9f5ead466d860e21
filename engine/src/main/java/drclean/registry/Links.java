// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

/// A repository's links of one kind: the digests, and for each the time it was last written in
/// milliseconds since 1970, or an empty row where the survey did not look at times.
public record Links(int[] digests, long[] times) {
  /// The bytes of a link: a sha256 digest as text. An alias holds the same.
  public static final long BYTES = "sha256:".length() + 64L;

  /// No links at all.
  public static final Links NONE = new Links(new int[0], new long[0]);

  /// How many there are.
  public int size() {
    return digests.length;
  }

  /// The newest time of all, 0 when none is known.
  public long newest() {
    long newest = 0;
    for (long time : times) {
      newest = Math.max(newest, time);
    }
    return newest;
  }
}
