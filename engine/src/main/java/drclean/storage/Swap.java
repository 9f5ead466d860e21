// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Puts one file in the place of another, which is kept. The old one gets a second name by a hard
/// link, so that it lies at one of its places at any time; what is written into it meanwhile is
/// noticed, and then it goes back.
final class Swap {
  private Swap() {}

  static boolean out(Path place, byte[] expected, byte[] bytes, Path aside) throws IOException {
    if (!holds(place, expected)) {
      return false;
    }
    Path fresh = Files.createTempFile(Folders.above(aside), "list", ".new");
    try {
      write(fresh, bytes, place);
      Files.createLink(aside, place);
      if (holds(aside, expected)) {
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      }
      return kept(place, expected, aside);
    } catch (FileAlreadyExistsException | NoSuchFileException _) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException("this file system has no hard links", e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean kept(Path place, byte[] expected, Path aside) throws IOException {
    if (holds(aside, expected)) {
      return true;
    }
    over(aside, place);
    return false;
  }

  static boolean back(Path aside, Path place, byte[] expected) throws IOException {
    if (!Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS) || !holds(place, expected)) {
      return false;
    }
    over(aside, place);
    return true;
  }

  /// To rename one name of a file to another of the same file does nothing.
  private static void over(Path aside, Path place) throws IOException {
    if (Files.exists(place) && Files.isSameFile(aside, place)) {
      Files.delete(aside);
    } else {
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean holds(Path file, byte[] expected) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == expected.length
        && Arrays.equals(Files.readAllBytes(file), expected);
  }

  /// Who writes lists must be able to write the new one, too.
  private static void write(Path fresh, byte[] bytes, Path like) throws IOException {
    Files.write(fresh, bytes);
    if (!Files.getAttribute(fresh, "unix:uid").equals(Files.getAttribute(like, "unix:uid"))) {
      Files.setAttribute(fresh, "unix:uid", Files.getAttribute(like, "unix:uid"));
    }
    if (!Files.getAttribute(fresh, "unix:gid").equals(Files.getAttribute(like, "unix:gid"))) {
      Files.setAttribute(fresh, "unix:gid", Files.getAttribute(like, "unix:gid"));
    }
    Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(like));
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
