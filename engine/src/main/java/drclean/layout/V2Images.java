// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Facts.Image;
import drclean.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What images of the second layout say about themselves, wherever their bytes come from.
public final class V2Images {
  private static final int DEEPEST = 3;
  private static final String REFERENCE = "vnd.docker.reference.type";

  private final Contents manifests;
  private final Contents configs;
  private final Map<Digest, Image> images = new ConcurrentHashMap<>();

  /// Where bytes are read.
  @FunctionalInterface
  public interface Contents {
    /// The bytes of this digest, which hash to it; nothing where they cannot be read or are too
    /// many.
    Optional<byte[]> bytes(Digest digest);
  }

  /// The images whose manifests and configurations are read so.
  public V2Images(Contents manifests, Contents configs) {
    this.manifests = manifests;
    this.configs = configs;
  }

  /// What an image says; it is read once.
  public Image of(Digest image) {
    Image known = images.get(image);
    if (known == null) {
      known = read(image, DEEPEST);
      images.put(image, known);
    }
    return known;
  }

  private Image read(Digest digest, int depth) {
    return manifests
        .bytes(digest)
        .flatMap(JsonTree::read)
        .map(manifest -> image(manifest, depth))
        .orElse(Image.UNKNOWN);
  }

  private Image image(JsonTree manifest, int depth) {
    if (manifest.has("manifests")) {
      return index(manifest, depth - 1);
    }
    Optional<JsonTree> config =
        manifest.has("fsLayers")
            ? manifest.objects("history").stream().findFirst().flatMap(V2Images::compatible)
            : digest(manifest.object("config"))
                .flatMap(c -> configs.bytes(c).flatMap(JsonTree::read));
    Optional<String> type = mediaType(manifest);
    Image image =
        config
            .map(c -> ImageConfig.of(c, type))
            .orElse(new Image(type, Optional.empty(), Optional.empty()));
    return image.created().isPresent()
        ? image
        : new Image(type, ImageConfig.created(manifest), image.labels());
  }

  /// The configuration that a manifest of the first schema carries as a text.
  private static Optional<JsonTree> compatible(JsonTree newest) {
    return newest
        .text("v1Compatibility")
        .flatMap(text -> JsonTree.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Digest> digest(JsonTree descriptor) {
    return descriptor.text("digest").flatMap(Digest::parse);
  }

  /// An index is as young as its youngest image, and has the labels that all of them have alike;
  /// what is not known of one is not known of it.
  private Image index(JsonTree manifest, int depth) {
    Optional<String> type = mediaType(manifest);
    List<Image> images =
        manifest.objects("manifests").stream()
            .filter(child -> !child.object("annotations").has(REFERENCE))
            .map(child -> child(child, depth))
            .toList();
    boolean dated = !images.isEmpty() && images.stream().allMatch(i -> i.created().isPresent());
    Optional<Instant> newest =
        images.stream().flatMap(i -> i.created().stream()).max(Comparator.naturalOrder());
    boolean alike = images.stream().map(Image::labels).distinct().count() == 1;
    return new Image(
        type,
        dated ? newest : Optional.empty(),
        alike ? images.getFirst().labels() : Optional.empty());
  }

  private Image child(JsonTree descriptor, int depth) {
    return depth < 1
        ? Image.UNKNOWN
        : digest(descriptor).map(digest -> read(digest, depth)).orElse(Image.UNKNOWN);
  }

  private static Optional<String> mediaType(JsonTree manifest) {
    return manifest
        .text("mediaType")
        .or(
            () ->
                Stream.of("manifests", "fsLayers", "config")
                    .filter(manifest::has)
                    .findFirst()
                    .map(V2Images::unsaid));
  }

  /// What a manifest is that does not say it: the OCI specification leaves it away, and so does the
  /// first schema.
  private static String unsaid(String field) {
    return switch (field) {
      case "manifests" -> "application/vnd.oci.image.index.v1+json";
      case "fsLayers" -> "application/vnd.docker.distribution.manifest.v1+prettyjws";
      default -> "application/vnd.oci.image.manifest.v1+json";
    };
  }
}
