// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A folder being filled by many threads; what is in it is as old as asked once it is closed.
public final class Tree implements AutoCloseable {
  private final Path root;
  private final FileTime time;
  private final Set<String> parents = ConcurrentHashMap.newKeySet();

  private Tree(Path root, Instant time) {
    this.root = root;
    this.time = FileTime.from(time);
  }

  /// A tree in a folder that is empty or not there yet.
  public static Tree at(Path root, Instant time) {
    return new Tree(root, time);
  }

  /// Makes a folder that is not there yet, with all its files.
  void folder(String path, Map<String, byte[]> files) {
    try {
      var folder = root.resolve(path);
      ensure(parent(path));
      Files.createDirectory(folder);
      for (var file : files.entrySet()) {
        write(folder.resolve(file.getKey()), file.getValue());
      }
      Files.setLastModifiedTime(folder, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ensure(String parent) throws IOException {
    if (!parents.contains(parent)) {
      Files.createDirectories(root.resolve(parent));
      parents.add(parent);
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(file, time);
  }

  /// Ages the folders above the files; last, since each new entry renews its folder's time.
  @Override
  public void close() throws IOException {
    var above = new HashSet<String>();
    for (var parent : parents) {
      Stream.iterate(parent, above::add, Tree::parent).forEach(_ -> {});
    }
    for (var folder : above) {
      Files.setLastModifiedTime(root.resolve(folder), time);
    }
  }
}
