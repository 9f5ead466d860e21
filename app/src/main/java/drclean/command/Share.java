// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import java.time.Instant;
import java.util.Optional;

/// A repository's part of a registry.
///
/// @param untagged manifests that it links and that none of its tags reaches
/// @param bytes all that it reaches or links, each blob once
/// @param exclusiveBytes of these, what no other repository reaches or links
/// @param reclaimableBytes of those, what nothing needs
/// @param lastPush when a tag or a manifest last came
public record Share(
    String name,
    int tags,
    int manifests,
    int untagged,
    long bytes,
    long exclusiveBytes,
    long reclaimableBytes,
    Optional<Instant> lastPush) {
  /// The same while nothing can be cleaned.
  Share withNothingToReclaim() {
    return new Share(name, tags, manifests, untagged, bytes, exclusiveBytes, 0, lastPush);
  }
}
