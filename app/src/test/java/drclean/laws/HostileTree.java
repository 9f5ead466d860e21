// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/// Does to a folder what a broken disk, a careless hand or an enemy may do to it. What is done is
/// said in [#done], for a seed that fails.
final class HostileTree {
  /// One thing to do to a file or folder.
  private interface Act {
    void to(Path path) throws IOException;
  }

  private static final long HUGE = 3L << 30;

  private final Chance chance;
  private final Path root;
  private final Path outside;
  private final StringBuilder done = new StringBuilder();
  private int made;

  HostileTree(Chance chance, Path root, Path outside) {
    this.chance = chance;
    this.root = root;
    this.outside = outside;
  }

  String done() {
    return done.toString();
  }

  /// Does something to something below this folder.
  void happen(Path below) throws IOException {
    List<Path> paths = Everything.below(below);
    if (paths.isEmpty()) {
      return;
    }
    Path path = chance.pick(paths);
    switch (chance.below(11)) {
      case 0 -> act("cuts short", path, this::cut);
      case 1 -> act("garbles", path, this::garble);
      case 2 -> act("empties", path, this::empty);
      case 3 -> act("swaps", path, this::swap);
      case 4 -> act("pipes", path, this::pipe);
      case 5 -> act("sockets", path, this::socket);
      case 6 -> act("devices", path, this::device);
      case 7 -> act("links", path, this::link);
      case 8 -> act("names", path, this::name);
      case 9 -> act("deepens", path, this::deepen);
      default -> act("closes or bloats", path, this::close);
    }
  }

  private void act(String verb, Path path, Act act) throws IOException {
    done.append("; ").append(verb).append(' ').append(root.relativize(path));
    act.to(path);
  }

  private static boolean file(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean folder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void cut(Path path) throws IOException {
    if (file(path)) {
      byte[] bytes = Files.readAllBytes(path);
      Files.write(path, java.util.Arrays.copyOf(bytes, chance.below(bytes.length + 1)));
    }
  }

  private void garble(Path path) throws IOException {
    if (file(path)) {
      byte[] bytes = new byte[chance.below(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) chance.below(256);
      }
      Files.write(path, bytes);
    }
  }

  private void empty(Path path) throws IOException {
    if (file(path)) {
      Files.write(path, new byte[chance.below(2) * 71]);
    }
  }

  /// A folder becomes a file, a file a folder.
  private void swap(Path path) throws IOException {
    boolean folder = folder(path);
    remove(path);
    if (folder) {
      Files.writeString(path, "a file");
    } else {
      Files.createDirectories(path.resolve("inner"));
      Files.writeString(path.resolve("inner/file"), "a file");
    }
  }

  private void pipe(Path path) throws IOException {
    Path place = place(path);
    try {
      new ProcessBuilder("mkfifo", place.toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// The path itself, which it leaves free, or a new name beside it.
  private Path place(Path path) throws IOException {
    if (chance.percent(50)) {
      return path.resolveSibling("strange-" + made++);
    }
    remove(path);
    return path;
  }

  /// A socket's own name must be short, so it is bound elsewhere and moved.
  private void socket(Path path) throws IOException {
    Path place = place(path);
    Path brief = Files.createTempDirectory("s").resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(brief));
      Files.move(brief, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException _) {
      Files.deleteIfExists(brief);
    }
    Files.deleteIfExists(brief.getParent());
  }

  private void device(Path path) throws IOException {
    Files.createSymbolicLink(
        place(path), Path.of(chance.pick(List.of("/dev/zero", "/dev/full", "/dev/tty"))));
  }

  private void link(Path path) throws IOException {
    if (chance.percent(20)) {
      Path target = outside.resolve("moved" + made++);
      Files.move(path, target);
      Files.createSymbolicLink(path, target);
      return;
    }
    Path target =
        switch (chance.below(5)) {
          case 0 -> Path.of("nowhere");
          case 1 -> path.getFileName();
          case 2 -> Path.of("..");
          case 3 -> outside.resolve("precious");
          default -> outside.resolve("docker/registry/v2/repositories/a");
        };
    Files.createSymbolicLink(place(path), target);
  }

  /// A copy of it under a name that is no text, or as long as names can be.
  private void name(Path path) throws IOException {
    String folder = path.getParent().toUri().getRawPath();
    String raw = chance.pick(List.of("%FF%FEx", "n".repeat(255), "%E2%80%AE%1B%5B31m%0A"));
    Path strange = Path.of(URI.create("file://" + folder + raw));
    if (!Files.exists(strange, LinkOption.NOFOLLOW_LINKS)) {
      copy(path, strange);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (folder(from)) {
      Files.createDirectories(to);
      for (Path path : Everything.below(from)) {
        Path target = to.resolve(from.relativize(path));
        if (folder(path)) {
          Files.createDirectories(target);
        } else if (file(path)) {
          Files.copy(path, target);
        }
      }
    } else if (file(from)) {
      Files.copy(from, to);
    }
  }

  private void deepen(Path path) throws IOException {
    if (folder(path)) {
      int levels = Math.min(400, (3900 - path.toString().length()) / 2);
      Files.createDirectories(path.resolve("d" + "/d".repeat(Math.max(1, levels))));
    }
  }

  /// Nobody may read it, where that binds us; or it has gigabytes of nothing.
  private void close(Path path) throws IOException {
    if (!System.getProperty("user.name").equals("root") && chance.percent(70)) {
      Files.setPosixFilePermissions(path, Set.of());
    } else if (file(path) && !path.endsWith("data") && !path.endsWith("layer")) {
      try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
        sparse.setLength(HUGE);
      }
    }
  }

  static void remove(Path path) throws IOException {
    for (Path inner : Everything.below(path).reversed()) {
      Files.delete(inner);
    }
    Files.delete(path);
  }

  /// Writes a file and the folders above it.
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
