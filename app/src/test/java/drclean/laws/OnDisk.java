// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A random registry as a folder of a disk.
final class OnDisk {
  private static final int LARGEST = 1 << 20;

  private OnDisk() {}

  static void write(World world, Path root) throws IOException {
    var folders = new ArrayList<String>();
    for (var entry : world.storage().everything().entrySet()) {
      Path path = root.resolve(entry.getKey());
      if (entry.getValue().isPresent()) {
        Files.createDirectories(path.getParent());
        Files.write(path, entry.getValue().get());
        time(path, world.storage().time(entry.getKey()));
      } else {
        Files.createDirectories(path);
        folders.add(entry.getKey());
      }
    }
    for (String folder : folders.reversed()) {
      time(root.resolve(folder), world.storage().time(folder));
    }
  }

  private static void time(Path path, Instant time) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(time));
  }

  /// The regular files outside the quarantine that can be read; no symbolic link is followed.
  static Tree tree(Path root) {
    var nodes = new TreeMap<String, Tree.Node>();
    for (Path path : Everything.below(root)) {
      String name = root.relativize(path).toString();
      if (!name.equals("dr-clean") && !name.startsWith("dr-clean/")) {
        read(path).ifPresent(node -> nodes.put(name, node));
      }
    }
    return new Tree(nodes);
  }

  private static java.util.Optional<Tree.Node> read(Path path) {
    try {
      var is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean readable = is.isRegularFile() && is.size() <= LARGEST && Files.isReadable(path);
      return readable
          ? java.util.Optional.of(
              new Tree.Node(
                  new String(Files.readAllBytes(path), StandardCharsets.UTF_8),
                  is.lastModifiedTime().toInstant()))
          : java.util.Optional.empty();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Makes all that was written just now as old as the rest.
  static void age(Path root) throws IOException {
    List<Path> all = Everything.below(root);
    for (Path path : all.reversed()) {
      var is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean plain = is.isRegularFile() || is.isDirectory();
      if (plain && is.lastModifiedTime().toInstant().isAfter(World.NOW)) {
        time(path, World.NOW.minus(java.time.Duration.ofDays(30)));
      }
    }
  }
}
