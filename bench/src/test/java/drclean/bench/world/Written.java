// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A world that was written to a folder, to be looked at.
record Written(Path root) {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  static Written of(World world, Path root) throws IOException {
    try (var tree = Tree.at(root, TIME)) {
      world.write(tree);
    }
    return new Written(root);
  }

  List<Path> files(String glob) throws IOException {
    var matcher = root.getFileSystem().getPathMatcher("glob:" + glob);
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> matcher.matches(root.relativize(f)))
          .toList();
    }
  }

  Map<String, String> digests() throws IOException {
    var digests = new TreeMap<String, String>();
    for (var file : files("**")) {
      digests.put(root.relativize(file).toString(), Content.sha256(bytes(file)));
    }
    return digests;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
