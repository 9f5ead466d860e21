// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Sizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Layers of unneeded images that are one file, by hard links. It counts once, as part of the first
/// of them, and only when all its places are among them: else nothing becomes free.
final class V1Linked {
  private final Map<Object, List<Found>> places = new HashMap<>();

  private record Found(int image, V1Folder.Layer layer) {}

  synchronized void found(int image, V1Folder.Layer layer) {
    places
        .computeIfAbsent(layer.file().file(), _ -> new ArrayList<>())
        .add(new Found(image, layer));
  }

  synchronized void count(Sizes sizes) {
    for (List<Found> all : places.values()) {
      V1Folder.Layer layer = all.getFirst().layer();
      if (all.size() >= layer.file().places()) {
        int first = all.stream().mapToInt(Found::image).min().orElseThrow();
        sizes.seen(first, sizes.get(first) + layer.bytes());
      }
    }
  }
}
