// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// The folder of the stand-in, written as the original writes: every file is made empty under its
/// own name and then filled, nothing is renamed, nothing is synced.
final class Writes {
  /// Is asked before each change of the folder, and may make it wait.
  public interface Watch {
    /// Nobody watches.
    Watch NOBODY = _ -> {};

    /// This is done next.
    void before(String change);
  }

  /// As many bytes of a layer as are written at once.
  static final int BLOCK = 128 << 10;

  private final Path root;
  private volatile Watch watch = Watch.NOBODY;

  Writes(Path root) {
    this.root = root;
  }

  void watched(Watch other) {
    watch = other;
  }

  Path at(String path) {
    return root.resolve(path);
  }

  boolean exists(String path) {
    return Files.exists(at(path));
  }

  Optional<String> text(String path) throws IOException {
    return exists(path) ? Optional.of(Files.readString(at(path))) : Optional.empty();
  }

  void write(String path, String text) throws IOException {
    write(path, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /// Block by block, as it comes; what was written stays when it ends early.
  void write(String path, InputStream in) throws IOException {
    makeFolder(Objects.requireNonNull(at(path).getParent()));
    watch.before("create " + path);
    try (var out = Files.newOutputStream(at(path))) {
      for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
        watch.before("write " + path);
        out.write(block);
      }
    }
  }

  private void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      watch.before("make " + root.relativize(folder));
      Files.createDirectories(folder);
    }
  }

  /// Whether there was something to remove.
  boolean unlink(String path) throws IOException {
    if (!exists(path)) {
      return false;
    }
    watch.before("unlink " + path);
    return Files.deleteIfExists(at(path));
  }
}
