// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Facts of a v2 registry: manifests and their configurations, the `index` folder of tags, and the
/// times of links. An image is read once.
final class V2Facts implements Facts {
  private static final int DEEPEST = 3;
  private static final int LARGEST_CONFIG = 8 << 20;
  private static final String REFERENCE = "vnd.docker.reference.type";

  private final V2Tables tables;
  private final Map<Digest, Image> images = new ConcurrentHashMap<>();

  V2Facts(V2Tables tables) {
    this.tables = tables;
  }

  @Override
  public Image image(Digest image) {
    Image known = images.get(image);
    if (known == null) {
      known = read(image, DEEPEST);
      images.put(image, known);
    }
    return known;
  }

  private Image read(Digest digest, int depth) {
    return tree(digest, Manifest.LARGEST)
        .map(manifest -> image(manifest, depth))
        .orElse(Image.UNKNOWN);
  }

  private Optional<JsonTree> tree(Digest digest, int largest) {
    return tables
        .source
        .bytes(tables.paths.data(digest), largest)
        .found()
        .filter(bytes -> V2Manifests.hashes(digest, bytes))
        .flatMap(JsonTree::read);
  }

  private Image image(JsonTree manifest, int depth) {
    if (manifest.has("manifests")) {
      return index(manifest, depth - 1);
    }
    Optional<JsonTree> config =
        manifest.has("fsLayers")
            ? manifest.objects("history").stream().findFirst().flatMap(V2Facts::compatible)
            : digest(manifest.object("config")).flatMap(c -> tree(c, LARGEST_CONFIG));
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
                    .map(V2Facts::unsaid));
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

  @Override
  public Optional<List<Past>> history(Item.Tag tag) {
    String folder = tables.paths.path(tag) + "/index";
    var past = new ArrayList<Past>();
    return entries(folder, past)
        ? Optional.of(past.stream().sorted(Comparator.comparing(Past::since).reversed()).toList())
        : Optional.empty();
  }

  /// Whether all of a folder of entries could be read.
  private boolean entries(String folder, List<Past> past) {
    Answer<List<String>> algorithms = tables.source.list(folder);
    boolean read = known(algorithms);
    for (String algorithm : names(algorithms)) {
      Answer<List<String>> entries = tables.source.list(folder + "/" + algorithm);
      read &= known(entries) || V2Debris.name(algorithm);
      for (String hex : names(entries)) {
        Optional<Digest> digest = Digest.of(algorithm, hex);
        Optional<Instant> since = time(folder + "/" + algorithm + "/" + hex + "/link");
        read &= digest.isEmpty() || since.isPresent();
        digest.ifPresent(d -> since.ifPresent(at -> past.add(new Past(d, at))));
      }
    }
    return read;
  }

  private static boolean known(Answer<List<String>> names) {
    return !(names instanceof Answer.Unreadable<List<String>>);
  }

  private static List<String> names(Answer<List<String>> names) {
    return names.found().orElse(List.of());
  }

  @Override
  public Optional<Instant> linked(Item.ManifestLink link) {
    return time(tables.paths.path(link) + "/link");
  }

  private Optional<Instant> time(String path) {
    return tables.source.stat(path).found().map(Stat::time);
  }
}
