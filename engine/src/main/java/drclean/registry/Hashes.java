// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// The hashes behind the algorithms of digests (OCI image specification, "Registered algorithms").
public final class Hashes {
  private static final MessageDigest SHA_256 = named("SHA-256");
  private static final MessageDigest SHA_512 = named("SHA-512");

  private Hashes() {}

  /// A fresh hash; nothing for an algorithm that we lack, or whose digests tell nothing of bytes.
  public static Optional<MessageDigest> of(String algorithm) {
    return switch (algorithm) {
      case "sha256" -> Optional.of(fresh(SHA_256));
      case "sha512" -> Optional.of(fresh(SHA_512));
      default -> Optional.empty();
    };
  }

  private static MessageDigest named(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A copy costs a fraction of a look through the JDK's providers.
  private static MessageDigest fresh(MessageDigest unused) {
    try {
      return (MessageDigest) unused.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
