// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address of content: an algorithm and its bytes in lower-case hex, as in the OCI image
/// specification, "Digests". The id of a v1 image is one too, under the algorithm [#V1].
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  /// The algorithm name that ids of v1 images carry; the field has no name for it.
  public static final String V1 = "v1";

  private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]+([+._-][a-z0-9]+)*");
  private static final int LONGEST_HEX = 128;
  private static final int LONGEST_ALGORITHM = 32;

  public Digest {
    if (!fits(algorithm, hex)) {
      throw new IllegalArgumentException("not a digest: " + algorithm + ":" + hex);
    }
  }

  /// The digest that a text such as `sha256:…` spells, or nothing when it spells none.
  public static Optional<Digest> parse(String text) {
    int colon = text.indexOf(':');
    return colon < 1 || text.length() > 200
        ? Optional.empty()
        : of(text.substring(0, colon), text.substring(colon + 1));
  }

  /// The digest of these two parts, or nothing when they make none.
  public static Optional<Digest> of(String algorithm, String hex) {
    return fits(algorithm, hex) ? Optional.of(new Digest(algorithm, hex)) : Optional.empty();
  }

  private static boolean fits(String algorithm, String hex) {
    boolean length =
        switch (algorithm) {
          case "sha256" -> hex.length() == 64;
          case "sha512" -> hex.length() == 128;
          case V1 -> hex.length() == 64 || hex.length() == 16;
          default ->
              hex.length() >= 32
                  && hex.length() <= LONGEST_HEX
                  && hex.length() % 2 == 0
                  && algorithm.length() <= LONGEST_ALGORITHM
                  && ALGORITHM.matcher(algorithm).matches();
        };
    return length && allLowerHex(hex);
  }

  /// Bytes are looked through several times faster than characters before the second compiler runs;
  /// what Latin-1 cannot spell comes out as a question mark.
  private static boolean allLowerHex(String hex) {
    for (byte digit : hex.getBytes(StandardCharsets.ISO_8859_1)) {
      if (!lowerHex(digit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean lowerHex(byte c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /// The bytes that the hex spells.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(Digest other) {
    int first = algorithm.compareTo(other.algorithm);
    return first != 0 ? first : hex.compareTo(other.hex);
  }

  /// As the field writes it: `sha256:…`; the bare id for a v1 image.
  @Override
  public String toString() {
    return algorithm.equals(V1) ? hex : algorithm + ":" + hex;
  }
}
