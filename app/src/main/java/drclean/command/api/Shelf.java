// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Digest;
import drclean.remote.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps the bytes of manifests that were read, as many as there is room for: they never change, so
/// that they need not be asked for again before they are saved.
final class Shelf {
  private static final long ROOM = 64 << 20;

  private final Map<Digest, Stored> kept = new HashMap<>();
  private long bytes;

  synchronized void put(Stored stored) {
    if (bytes + stored.bytes().length <= ROOM
        && kept.putIfAbsent(stored.digest(), stored) == null) {
      bytes += stored.bytes().length;
    }
  }

  synchronized Optional<Stored> get(Digest digest) {
    return Optional.ofNullable(kept.get(digest));
  }
}
