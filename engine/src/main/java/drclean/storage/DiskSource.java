// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder of a file system, for reading only.
public class DiskSource implements Source {
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");
  private static final int SMALL = 1 << 13;
  private static final byte[] NONE = {};

  private final Ground ground;
  private final String prefix;
  private final boolean plain;

  /// The source whose root is this folder.
  public DiskSource(Path root) {
    this(Ground.of(root));
  }

  DiskSource(Ground ground) {
    this.ground = ground;
    this.prefix = ground.root() + "/";
    this.plain = Names.ascii(prefix);
  }

  /// The folder at the root.
  public final Path root() {
    return ground.root();
  }

  final Ground ground() {
    return ground;
  }

  final Path at(String path) {
    return ground.at(path);
  }

  /// Lists `folder/.`, which is never a pipe: opening one would wait for somebody to write into it.
  @Override
  public Answer<List<String>> list(String folder) {
    var names = new ArrayList<String>();
    Path parent = at(folder).resolve(".");
    int length = Names.prefix(parent);
    try (var children = Files.newDirectoryStream(parent)) {
      for (Path child : children) {
        names.add(Names.text(child, length));
      }
      return new Answer.Found<>(names);
    } catch (NoSuchFileException _) {
      return new Answer.Absent<>();
    } catch (NotDirectoryException _) {
      return new Answer.Unreadable<>("it is not a folder");
    } catch (DirectoryIteratorException e) {
      return new Answer.Unreadable<>("its names cannot be read: " + e.getMessage());
    } catch (IOException e) {
      return new Answer.Unreadable<>(StorageException.reason(e));
    }
  }

  /// Small regular files with plain names are read by the shortest way; all else, and whatever goes
  /// wrong there, is left to [#read].
  @Override
  public Answer<byte[]> bytes(String path, int limit) {
    if (plain && !ground.isElsewhere(path) && Names.ascii(path)) {
      var file = new File(prefix + path);
      byte[] small = file.isFile() ? small(file) : NONE;
      if (small.length > 0 && small.length <= limit) {
        return new Answer.Found<>(small);
      }
    }
    return Source.super.bytes(path, limit);
  }

  /// The bytes of a small file; none when it is not small, empty, or cannot be read.
  private static byte[] small(File file) {
    byte[] room = new byte[SMALL];
    try (var in = new FileInputStream(file)) {
      int length = in.readNBytes(room, 0, SMALL);
      return length < SMALL ? Arrays.copyOf(room, length) : NONE;
    } catch (IOException _) {
      return NONE;
    }
  }

  @Override
  public Answer<Content> read(String path, int limit) {
    try {
      Path file = at(path);
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return new Answer.Unreadable<>("it is not a regular file");
      }
      if (attributes.size() > limit) {
        return new Answer.Unreadable<>(
            "it has %,d bytes, more than %,d".formatted(attributes.size(), limit));
      }
      byte[] bytes = bytes(file, (int) attributes.size());
      return new Answer.Found<>(new Content(bytes, time(attributes)));
    } catch (NoSuchFileException _) {
      return new Answer.Absent<>();
    } catch (IOException e) {
      return notThere(e)
          ? new Answer.Absent<>()
          : new Answer.Unreadable<>(StorageException.reason(e));
    }
  }

  private static byte[] bytes(Path file, int size) throws IOException {
    byte[] bytes = new byte[size];
    int length = 0;
    try (var in = stream(file)) {
      for (int n = 0; n >= 0 && length < size; n = in.read(bytes, length, size - length)) {
        length += n;
      }
    }
    return length == size ? bytes : Arrays.copyOf(bytes, length);
  }

  /// A stream of the old kind, read plainly, takes five calls to the system fewer than a channel;
  /// it does not find names that are not text.
  private static InputStream stream(Path file) throws IOException {
    String name = file.toString();
    return Names.ascii(name) ? new FileInputStream(name) : Files.newInputStream(file);
  }

  private static boolean notThere(IOException e) {
    return String.valueOf(e.getMessage()).endsWith("Not a directory");
  }

  @Override
  public Answer<Stat> stat(String path) {
    try {
      return new Answer.Found<>(
          stat(
              Files.readAttributes(
                  at(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (NoSuchFileException _) {
      return new Answer.Absent<>();
    } catch (IOException e) {
      return notThere(e)
          ? new Answer.Absent<>()
          : new Answer.Unreadable<>(StorageException.reason(e));
    }
  }

  @Override
  public Optional<Shared> shared(String path) {
    try {
      Map<String, Object> unix =
          Files.readAttributes(at(path), "unix:nlink,dev,ino", LinkOption.NOFOLLOW_LINKS);
      return unix.get("nlink") instanceof Integer places && places > 1
          ? Optional.of(new Shared(List.of(unix.get("dev"), unix.get("ino")), places))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  @Override
  public Answer<String> real(String path) {
    try {
      return new Answer.Found<>(at(path).toRealPath().toString());
    } catch (NoSuchFileException _) {
      return new Answer.Absent<>();
    } catch (IOException e) {
      return notThere(e)
          ? new Answer.Absent<>()
          : new Answer.Unreadable<>(StorageException.reason(e));
    }
  }

  private static Stat stat(BasicFileAttributes attributes) {
    Stat.Kind kind =
        attributes.isRegularFile()
            ? Stat.Kind.FILE
            : attributes.isDirectory()
                ? Stat.Kind.FOLDER
                : attributes.isSymbolicLink() ? Stat.Kind.LINK : Stat.Kind.OTHER;
    return new Stat(kind, attributes.size(), time(attributes));
  }

  /// Some file systems keep times that no calendar has a name for.
  private static Instant time(BasicFileAttributes attributes) {
    Instant time = attributes.lastModifiedTime().toInstant();
    return time.isAfter(LATEST) ? LATEST : time.isBefore(EARLIEST) ? EARLIEST : time;
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = at(path);
    if (!Files.isRegularFile(file) && Files.exists(file)) {
      throw new IOException("it is not a regular file");
    }
    return Files.newInputStream(file);
  }
}
