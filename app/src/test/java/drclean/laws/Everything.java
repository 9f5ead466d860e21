// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that lies below a folder, by its path: what it is, its bytes, its mode. Names need not be
/// text, and no symbolic link is followed.
record Everything(Map<Path, String> things) {
  private static final int HASHED = 8 << 20;

  static Everything of(Path root) {
    var things = new TreeMap<Path, String>();
    below(root).forEach(path -> things.put(root.relativize(path), what(path)));
    return new Everything(things);
  }

  /// Every path below a folder, each folder before what is in it; what is closed is left out.
  static List<Path> below(Path root) {
    var paths = new ArrayList<Path>();
    var walk =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
            paths.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            paths.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException closed) {
            paths.add(file);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(root, walk);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    paths.remove(root);
    return paths;
  }

  private static String what(Path path) {
    try {
      var is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      var mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      if (is.isSymbolicLink()) {
        return "link to " + Files.readSymbolicLink(path);
      }
      if (is.isDirectory()) {
        return "folder " + mode;
      }
      boolean bytes = is.isRegularFile() && is.size() <= HASHED && Files.isReadable(path);
      String content = bytes ? sha256(Files.readAllBytes(path)) : is.size() + " bytes";
      return (is.isRegularFile() ? "" : "no file, ")
          + "%s of %s, %s".formatted(content, is.lastModifiedTime().toInstant(), mode);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// What is here and is neither at its place nor in quarantine in another.
  Map<Path, String> lostIn(Everything after) {
    Map<Path, Set<String>> there = after.withMoved();
    var lost = new TreeMap<>(things);
    lost.entrySet()
        .removeIf(
            thing ->
                thing.getKey().startsWith("dr-clean")
                    || thing.getValue().startsWith("folder")
                    || there.getOrDefault(thing.getKey(), Set.of()).contains(thing.getValue()));
    return lost;
  }

  /// As if all that lies in quarantine lay at its place, too.
  private Map<Path, Set<String>> withMoved() {
    var all = new TreeMap<Path, Set<String>>();
    things.forEach(
        (path, what) -> {
          add(all, path, what);
          if (path.getNameCount() > 5
              && path.startsWith("dr-clean/runs")
              && path.getName(3).toString().equals("moved")) {
            add(all, path.subpath(5, path.getNameCount()), what);
          }
        });
    return all;
  }

  private static void add(Map<Path, Set<String>> all, Path path, String what) {
    all.computeIfAbsent(path, _ -> new HashSet<>()).add(what);
  }
}
