// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.run.Registry;
import drclean.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All files and folders of a storage outside the quarantine, as texts with their times.
record Tree(Map<String, Node> nodes) {
  /// A file's content, or that of a folder.
  record Node(String text, Instant time) {
    boolean file() {
      return !text.equals(FOLDER);
    }

    boolean young() {
      return time.isAfter(World.HORIZON);
    }
  }

  private static final String FOLDER = "a folder";
  private static final Pattern MOVED =
      Pattern.compile(Registry.QUARANTINE + "/runs/[^/]+/moved/[^/]+/(.+)");

  static Tree of(MemoryStorage storage) {
    var nodes = new TreeMap<>(all(storage));
    nodes
        .keySet()
        .removeIf(
            path -> path.equals(Registry.QUARANTINE) || path.startsWith(Registry.QUARANTINE + "/"));
    return new Tree(nodes);
  }

  /// As if all that is in quarantine had been given back.
  static Tree withQuarantine(MemoryStorage storage) {
    var nodes = new TreeMap<>(of(storage).nodes());
    all(storage)
        .forEach(
            (path, node) -> {
              var moved = MOVED.matcher(path);
              if (moved.matches()) {
                nodes.putIfAbsent(moved.group(1), node);
              }
            });
    return new Tree(nodes);
  }

  private static Map<String, Node> all(MemoryStorage storage) {
    var nodes = new TreeMap<String, Node>();
    storage
        .everything()
        .forEach(
            (path, bytes) ->
                nodes.put(
                    path,
                    new Node(
                        bytes.map(b -> new String(b, StandardCharsets.UTF_8)).orElse(FOLDER),
                        storage.time(path))));
    nodes.remove("");
    return nodes;
  }

  /// The files alone.
  Map<String, Node> files() {
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue().file())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }

  boolean has(String path) {
    return nodes.containsKey(path);
  }

  static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
