// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/// Makes folders that the registry can go on using: owner, group and mode as the folder above, so
/// that what a root user gives back stays writable for the registry's own user.
final class Folders {
  private Folders() {}

  /// The folder above; a file system's own root has none and is never asked.
  static Path above(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /// The folder itself, or the nearest above it that is there.
  static Path nearest(Path folder) {
    Path at = folder;
    while (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      at = above(at);
    }
    return at;
  }

  static void makeLikeTheOneAbove(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = above(folder);
    makeLikeTheOneAbove(above);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) {
        return;
      }
      throw e;
    }
    try {
      likeTheOneAbove(folder, above);
    } catch (FileSystemException e) {
      Files.delete(folder);
      throw new IOException(
          "a folder made in %s cannot be given to its owner, %s, and its group, %s; run this as that user in that group"
              .formatted(above, Files.getOwner(above), view(above).readAttributes().group()),
          e);
    }
  }

  private static void likeTheOneAbove(Path folder, Path above) throws IOException {
    var own = view(folder);
    var upper = view(above).readAttributes();
    own.setPermissions(upper.permissions());
    if (!own.getOwner().equals(upper.owner())) {
      own.setOwner(upper.owner());
    }
    if (!own.readAttributes().group().equals(upper.group())) {
      own.setGroup(upper.group());
    }
  }

  private static PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// Forces a folder's names to the disk.
  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
