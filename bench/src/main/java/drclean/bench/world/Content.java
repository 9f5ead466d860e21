// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// Bytes that depend on a seed and a name alone. Two names never give the same bytes.
record Content(long seed, int layerBytes) {

  /// A layer: its name, then noise up to the size of a layer.
  byte[] layer(String name) {
    var head = (name + " " + seed + "\n").getBytes(UTF_8);
    var bytes = new byte[Math.max(head.length, layerBytes)];
    if (bytes.length > head.length) {
      new SplittableRandom(seed + name.hashCode()).nextBytes(bytes);
    }
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  /// An image's configuration, distinct by its name.
  byte[] config(String name) {
    return """
    {"architecture":"amd64","os":"linux","created":"2020-01-01T00:00:00Z",\
    "config":{"Labels":{"name":"%s","seed":"%d"}},"rootfs":{"type":"layers","diff_ids":[]}}\
    """
        .formatted(name, seed)
        .getBytes(UTF_8);
  }

  /// The SHA-256 of all parts in a row, in hexadecimal.
  static String sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
