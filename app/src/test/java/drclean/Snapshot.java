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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// All that is no folder below a folder: by its path, what it is, its bytes and its time. No
/// symbolic link is followed.
public record Snapshot(SortedMap<String, String> files) {
  private static final String QUARANTINE = "dr-clean/";
  private static final Pattern MOVED = Pattern.compile("dr-clean/runs/[^/]+/moved/[^/]+/(.+)");

  /// A folder as it lies there.
  public static Snapshot of(Path root) {
    var files = new TreeMap<String, String>();
    var walk =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            files.put(root.relativize(file).toString(), what(file, is));
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(root, walk);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Snapshot(files);
  }

  private static String what(Path file, BasicFileAttributes is) throws IOException {
    if (is.isSymbolicLink()) {
      return "link to " + Files.readSymbolicLink(file);
    }
    if (!is.isRegularFile()) {
      return "neither file nor folder";
    }
    return "%s of %s, %s"
        .formatted(
            sha256(Files.readAllBytes(file)),
            is.lastModifiedTime().toInstant(),
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
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
    var rest = new TreeMap<>(files);
    rest.keySet().removeIf(path -> path.startsWith(QUARANTINE));
    return new Snapshot(rest);
  }

  /// As if all that lies in quarantine were given back.
  public Snapshot withMoved() {
    var all = new TreeMap<>(outsideQuarantine().files);
    files.forEach(
        (path, what) -> {
          var moved = MOVED.matcher(path);
          if (moved.matches()) {
            all.putIfAbsent(moved.group(1), what);
          }
        });
    return new Snapshot(all);
  }
}
