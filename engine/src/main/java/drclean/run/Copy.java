// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Digest;
import drclean.registry.Hashes;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A blob as it lies somewhere: how large each of its parts is there. Names alone say little: what
/// a crash leaves has the name and no bytes.
record Copy(Map<String, Long> parts) {
  static Copy at(Registry registry, String folder) {
    var parts = new TreeMap<String, Long>();
    for (String part : registry.layout().parts()) {
      registry
          .storage()
          .stat(Source.join(folder, part))
          .found()
          .filter(stat -> stat.kind() != Stat.Kind.FOLDER)
          .ifPresent(stat -> parts.put(part, stat.size()));
    }
    return new Copy(parts);
  }

  /// Whether not even a part of the blob is there.
  boolean hollow() {
    return parts.isEmpty();
  }

  long bytes() {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Whether a part that the other has is not here at all.
  boolean lacksPartOf(Copy other) {
    return !parts.keySet().containsAll(other.parts.keySet());
  }

  /// Whether a part that the other has is not here, or shorter.
  boolean lacks(Copy other) {
    return other.parts.entrySet().stream()
        .anyMatch(part -> parts.getOrDefault(part.getKey(), -1L) < part.getValue());
  }

  /// Whether what lies in a folder hashes to the digest; empty where a digest tells nothing of
  /// bytes.
  static Optional<Boolean> sound(Registry registry, Digest digest, String folder) {
    return Hashes.of(digest.algorithm())
        .map(hash -> Arrays.equals(hashed(registry, folder, hash), digest.bytes()));
  }

  private static byte[] hashed(Registry registry, String folder, MessageDigest hash) {
    for (String part : registry.layout().parts()) {
      try (var in = registry.storage().open(Source.join(folder, part))) {
        new DigestInputStream(in, hash).transferTo(OutputStream.nullOutputStream());
      } catch (IOException _) {
        return new byte[0];
      }
    }
    return hash.digest();
  }
}
