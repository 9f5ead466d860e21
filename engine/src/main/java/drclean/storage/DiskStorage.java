// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import drclean.registry.Refused;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// A folder of a file system. Moves are renames; a change never leaves the root, not even through a
/// symbolic link. Paths that begin with one name may lie in a folder elsewhere, which is a root
/// like the first.
public final class DiskStorage extends DiskSource implements Storage {
  private final Fence fence = new Fence(ground());

  /// The storage whose root is this folder.
  public DiskStorage(Path root) {
    super(root);
  }

  /// The storage whose root is this folder; paths that begin with this name lie in `elsewhere`.
  public DiskStorage(Path root, String name, Path elsewhere) {
    super(new Ground(root, name, elsewhere));
  }

  /// Makes sure that what lies in one folder can be moved to another at once. It asks for a move of
  /// what is not there, so nothing changes.
  ///
  /// @throws Refused when they lie on different file systems
  public void requireOneFileSystem(String from, String to) {
    try {
      Path source = Folders.nearest(at(from));
      Path target = Folders.nearest(at(to));
      if (!Files.getAttribute(source, "unix:dev").equals(Files.getAttribute(target, "unix:dev"))) {
        throw Renames.apart(source, at(to));
      }
      String nothing = ".dr-clean-" + UUID.randomUUID();
      Renames.rename(source.resolve(nothing), target.resolve(nothing));
    } catch (IOException _) {
      // Who may not even ask is told so by the first change.
    }
  }

  @Override
  public Moved move(String from, String to) {
    try {
      Path source = at(from);
      Path target = at(to);
      fence.require(Folders.above(source));
      if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
        return Moved.GONE;
      }
      make(Folders.above(target));
      return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
          ? Moved.TAKEN
          : Renames.rename(source, target);
    } catch (IOException e) {
      throw new StorageException("move", from, e);
    }
  }

  /// A hard link never replaces anything. Where a file system has none, a rename must do.
  @Override
  public Moved moveBack(String from, String to) {
    try {
      Path source = at(from);
      Path target = at(to);
      if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
        return move(from, to);
      }
      fence.require(Folders.above(source));
      make(Folders.above(target));
      return Renames.linked(source, target) ? Moved.DONE : move(from, to);
    } catch (FileAlreadyExistsException _) {
      return Moved.TAKEN;
    } catch (IOException e) {
      throw new StorageException("move", from, e);
    }
  }

  /// Makes a folder, and those above it.
  private void make(Path folder) throws IOException {
    if (fence.knows(folder)) {
      return;
    }
    fence.require(Folders.nearest(folder));
    Folders.makeLikeTheOneAbove(folder);
    fence.require(folder);
  }

  @Override
  public void save(String path, Writing writing) {
    Path file = at(path);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      make(Folders.above(file));
      Files.deleteIfExists(fresh);
      try (var channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        writing.to(out);
        out.flush();
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Folders.sync(Folders.above(file));
    } catch (UncheckedIOException e) {
      throw new StorageException("save", path, new IOException(e));
    } catch (IOException e) {
      throw new StorageException("save", path, e);
    }
  }

  @Override
  public boolean create(String path, byte[] bytes) {
    Path file = at(path);
    try {
      Path fresh = fresh(Folders.above(file));
      try {
        Files.write(fresh, bytes);
        Files.createLink(file, fresh);
        return true;
      } catch (FileAlreadyExistsException _) {
        return false;
      } finally {
        Files.delete(fresh);
      }
    } catch (IOException e) {
      throw new StorageException("create", path, e);
    }
  }

  /// Makes the folder a second time when whoever made it took it away again just now.
  private Path fresh(Path folder) throws IOException {
    make(folder);
    try {
      return Files.createTempFile(folder, "lease", ".new");
    } catch (NoSuchFileException _) {
      make(folder);
      return Files.createTempFile(folder, "lease", ".new");
    }
  }

  @Override
  public boolean replace(String path, byte[] expected, byte[] bytes) {
    try (var channel = guard(at(path + ".guard"));
        var _ = channel.lock()) {
      Optional<byte[]> there = read(path, 1 << 16).found().map(Content::bytes);
      if (there.isEmpty() || !Arrays.equals(there.get(), expected)) {
        return false;
      }
      save(path, out -> out.write(bytes));
      return true;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException e) {
      throw new StorageException("replace", path, e);
    }
  }

  /// Opens the file that is locked while another is replaced. What somebody put in its place, a
  /// link out of the root or a pipe that would wait for ever, is not opened.
  private static FileChannel guard(Path path) throws IOException {
    boolean strange =
        Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    if (strange) {
      throw new FileSystemException(path.toString(), null, "it is not a regular file");
    }
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean swap(String path, byte[] expected, byte[] bytes, String aside) {
    try {
      fence.require(Folders.above(at(path)));
      make(Folders.above(at(aside)));
      return Swap.out(at(path), expected, bytes, at(aside));
    } catch (IOException e) {
      throw new StorageException("replace", path, e);
    }
  }

  @Override
  public boolean swapBack(String aside, String path, byte[] expected) {
    try {
      fence.require(Folders.above(at(path)));
      fence.require(Folders.above(at(aside)));
      return Swap.back(at(aside), at(path), expected);
    } catch (IOException e) {
      throw new StorageException("replace", path, e);
    }
  }

  @Override
  public boolean delete(String path) {
    try {
      fence.require(Folders.above(at(path)));
      return Files.deleteIfExists(at(path));
    } catch (IOException e) {
      throw new StorageException("delete", path, e);
    }
  }

  @Override
  public boolean removeEmptyFolder(String path) {
    try {
      fence.require(Folders.above(at(path)));
      return Files.isDirectory(at(path), LinkOption.NOFOLLOW_LINKS)
          && Files.deleteIfExists(at(path));
    } catch (DirectoryNotEmptyException _) {
      return false;
    } catch (IOException e) {
      throw new StorageException("remove", path, e);
    }
  }

  @Override
  public void makeFolder(String path) {
    try {
      make(at(path));
    } catch (IOException e) {
      throw new StorageException("make", path, e);
    }
  }
}
