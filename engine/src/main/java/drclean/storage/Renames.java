// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import drclean.registry.Refused;
import drclean.storage.Storage.Moved;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Gives files and folders other names within one file system.
final class Renames {
  private Renames() {}

  /// Gives a file a second name that replaces nothing, and takes the first away; false where the
  /// file system has no hard links.
  static boolean linked(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSameFile(source, target)) {
        throw e;
      }
      // A crash between the two steps left the file at both places.
    } catch (UnsupportedOperationException | FileSystemException _) {
      return false;
    }
    Files.delete(source);
    return true;
  }

  /// Renames at once.
  static Moved rename(Path source, Path target) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      return Moved.DONE;
    } catch (NoSuchFileException _) {
      return Moved.GONE;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException _) {
      return Moved.TAKEN;
    } catch (AtomicMoveNotSupportedException _) {
      throw apart(source, target);
    } catch (FileSystemException e) {
      return taken(source, target, e);
    }
  }

  /// A folder that somebody filled meanwhile, or a file in the place of a folder, has no exception
  /// of its own.
  private static Moved taken(Path source, Path target, FileSystemException why) throws IOException {
    boolean both =
        Files.exists(source, LinkOption.NOFOLLOW_LINKS)
            && Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (!both) {
      throw why;
    }
    return Moved.TAKEN;
  }

  static Refused apart(Path source, Path target) {
    return new Refused(
        "%s and %s lie on different file systems, so nothing can be moved between them at once; give --quarantine a folder on the registry's own file system"
            .formatted(source, target));
  }
}
