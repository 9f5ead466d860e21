// SPDX-License-Identifier: Apache-2.0
package drclean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// All that lies below a folder: by its path, what it is, its bytes, its time, its mode and its
/// owner; the path of a folder ends in a slash. Nothing is followed, and the times of the
/// quarantine's own folders, in which leases come and go, do not count.
public record Snapshot(SortedMap<String, String> things) {
  private static final String QUARANTINE = "dr-clean/";
  private static final Pattern LEASED = Pattern.compile("dr-clean/(runs/)?");
  private static final Pattern MOVED = Pattern.compile("dr-clean/runs/[^/]+/moved/[^/]+/(.+)");

  /// A folder as it lies there.
  public static Snapshot of(Path root) {
    var things = new TreeMap<String, String>();
    var walk =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
              throws IOException {
            if (!folder.equals(root)) {
              String path = root.relativize(folder) + "/";
              String what = "folder of " + traits(folder, is);
              things.put(path, LEASED.matcher(path).matches() ? timeless(what) : what);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            things.put(root.relativize(file).toString(), what(file, is));
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(root, walk);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Snapshot(things);
  }

  private static String what(Path file, BasicFileAttributes is) throws IOException {
    if (is.isSymbolicLink()) {
      return "link to " + Files.readSymbolicLink(file);
    }
    if (!is.isRegularFile()) {
      return "neither file nor folder";
    }
    return sha256(Files.readAllBytes(file)) + " of " + traits(file, is);
  }

  private static String traits(Path path, BasicFileAttributes is) throws IOException {
    var has = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return "%s, %s, %s:%s"
        .formatted(
            is.lastModifiedTime().toInstant(),
            PosixFilePermissions.toString(has.permissions()),
            has.owner().getName(),
            has.group().getName());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// Without the quarantine.
  public Snapshot outsideQuarantine() {
    var rest = new TreeMap<>(things);
    rest.keySet().removeIf(path -> path.startsWith(QUARANTINE));
    return new Snapshot(rest);
  }

  /// What must be the same again when all was given back: all outside the quarantine, but for the
  /// times of folders that hold nothing but folders, or the tags of a v1 repository, which are
  /// those of what left or came last.
  public Snapshot restorable() {
    var same = new TreeMap<>(outsideQuarantine().things);
    same.replaceAll((path, what) -> holdsWhatMoves(path) ? timeless(what) : what);
    return new Snapshot(same);
  }

  private boolean holdsWhatMoves(String path) {
    return path.endsWith("/") && (path.startsWith("repositories/") || holdsFoldersAlone(path));
  }

  private boolean holdsFoldersAlone(String path) {
    return things.tailMap(path).keySet().stream()
        .skip(1)
        .takeWhile(below -> below.startsWith(path))
        .noneMatch(below -> below.indexOf('/', path.length()) < 0);
  }

  private static String timeless(String what) {
    return what.replaceFirst(" of [^,]+,", ",");
  }

  /// The same as if all that lies in quarantine were given back.
  public Snapshot withMoved() {
    var all = new TreeMap<>(outsideQuarantine().things);
    things.forEach(
        (path, what) -> {
          var moved = MOVED.matcher(path);
          if (moved.matches()) {
            all.putIfAbsent(moved.group(1), what);
          }
        });
    return new Snapshot(all).restorable();
  }
}
