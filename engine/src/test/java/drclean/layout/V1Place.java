// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.storage.DiskSource;
import drclean.storage.MemoryStorage;
import drclean.storage.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Where a world is built: in memory, or in a folder where links, pipes and odd names are wanted.
sealed interface V1Place {
  void put(String path, byte[] bytes, Instant time);

  void putFolder(String path, Instant time);

  void remove(String path);

  Source source();

  /// In memory.
  record InMemory(MemoryStorage storage) implements V1Place {
    @Override
    public void put(String path, byte[] bytes, Instant time) {
      storage.put(path, bytes, time);
    }

    @Override
    public void putFolder(String path, Instant time) {
      storage.putFolder(path, time);
    }

    @Override
    public void remove(String path) {
      storage.delete(path);
    }

    @Override
    public Source source() {
      return storage;
    }
  }

  /// In a folder.
  record OnDisk(Path root) implements V1Place {
    @Override
    public void put(String path, byte[] bytes, Instant time) {
      try {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(time));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void putFolder(String path, Instant time) {
      try {
        Files.createDirectories(root.resolve(path));
        Files.setLastModifiedTime(root.resolve(path), FileTime.from(time));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void remove(String path) {
      try {
        Files.delete(root.resolve(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Source source() {
      return new DiskSource(root);
    }
  }
}
