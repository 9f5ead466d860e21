// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What running pushes said that they will need. A push begins by naming all its images in
/// `_index_images` (with tokens, in `_images_list`), the old ones that it will not send, too; no
/// other trace of these is on the disk until the tag is written.
final class V1Intents {
  private final V1Files files;
  private final Inventory inventory;
  private final Instant horizon;
  private final Map<Integer, String> pins = new ConcurrentHashMap<>();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

  V1Intents(V1Files files, Inventory inventory, Instant horizon) {
    this.files = files;
    this.inventory = inventory;
    this.horizon = horizon;
  }

  /// Reads the lists that are younger than the horizon, in every repository.
  void read() {
    files.each("pushes", inventory.repositories(), this::repository);
  }

  /// The images that a push may need, there or not, and which list names them.
  Map<Integer, String> pins() {
    return pins;
  }

  /// The lists that cannot be read.
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  private void repository(Repository repository) {
    list(repository, V1Paths.INDEX, V1Json::index);
    list(repository, V1Paths.ALLOWED, V1Json::list);
  }

  private void list(Repository repository, String name, V1Json.Form form) {
    String path = Source.join(files.paths().repository(repository.name()), name);
    if (!young(path)) {
      return;
    }
    V1Named named = files.named(path, form);
    for (int image : named.ids()) {
      pins.putIfAbsent(image, "named by the young " + path);
    }
    if (!named.whole() && named.state() != V1Named.State.ABSENT) {
      findings.add(unclear(repository, path, named.why()));
    }
  }

  /// A symbolic link is taken for young: its own time says nothing about the file behind it.
  private boolean young(String path) {
    Optional<Stat> stat = files.stat(path);
    return stat.filter(s -> s.kind() == Stat.Kind.LINK || s.time().isAfter(horizon)).isPresent();
  }

  private static Finding unclear(Repository repository, String path, String why) {
    return new Finding(
        Kind.UNREADABLE,
        repository.name(),
        path,
        why + ", so the images that a running push needs are not known",
        "push to the repository again, or wait until the file is older than the grace time",
        Effect.BLOCKS);
  }
}
