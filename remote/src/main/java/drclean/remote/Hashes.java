// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Digests of bytes.
final class Hashes {
  private Hashes() {}

  /// The digest of bytes, or nothing for an algorithm that is not known here.
  static Optional<Digest> of(String algorithm, byte[] bytes) {
    return switch (algorithm) {
      case "sha256" -> Optional.of(new Digest(algorithm, hex("SHA-256", bytes)));
      case "sha512" -> Optional.of(new Digest(algorithm, hex("SHA-512", bytes)));
      default -> Optional.empty();
    };
  }

  /// Whether the bytes are what the digest promises.
  static boolean fit(Digest digest, byte[] bytes) {
    return of(digest.algorithm(), bytes).filter(digest::equals).isPresent();
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
