// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Facts of a v2 registry: manifests and their configurations, the `index` folder of tags, and the
/// times of links. An image is read once.
final class V2Facts implements Facts {
  private static final int LARGEST_CONFIG = 8 << 20;

  private final V2Tables tables;
  private final V2Images images;

  V2Facts(V2Tables tables) {
    this.tables = tables;
    this.images =
        new V2Images(
            digest -> bytes(digest, Manifest.LARGEST), digest -> bytes(digest, LARGEST_CONFIG));
  }

  private Optional<byte[]> bytes(Digest digest, int largest) {
    return tables
        .source
        .bytes(tables.paths.data(digest), largest)
        .found()
        .filter(bytes -> V2Manifests.hashes(digest, bytes));
  }

  @Override
  public Image image(Digest image) {
    return images.of(image);
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
