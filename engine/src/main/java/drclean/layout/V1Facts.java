// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Facts of a v1 registry: the `json` of images. Tags have no history there. An image is read once.
final class V1Facts implements Facts {
  private final Source source;
  private final Map<Digest, Image> images = new ConcurrentHashMap<>();

  V1Facts(Source source) {
    this.source = source;
  }

  @Override
  public Image image(Digest image) {
    return images.computeIfAbsent(image, this::read);
  }

  private Image read(Digest image) {
    return source
        .bytes(V1Paths.file(image, "json"), V1Files.LARGEST)
        .found()
        .flatMap(JsonTree::read)
        .map(json -> ImageConfig.of(json, Optional.empty()))
        .orElse(Image.UNKNOWN);
  }

  @Override
  public Optional<List<Past>> history(Item.Tag tag) {
    return Optional.of(List.of());
  }

  /// A repository of this layout links images by tags alone.
  @Override
  public Optional<Instant> linked(Item.ManifestLink link) {
    return Optional.empty();
  }
}
