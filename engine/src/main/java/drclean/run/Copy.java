// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.Map;
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
}
