// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import drclean.bench.world.Tree;
import drclean.bench.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// The folder that worlds are laid down in: one that is kept, with the worlds in it, or a temporary
/// one.
final class Ground implements AutoCloseable {
  private static final Duration AGE = Duration.ofDays(30);

  /// An empty folder that goes when it is closed.
  record Scratch(Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      remove(folder);
    }
  }

  private final Path folder;
  private final boolean kept;

  private Ground(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
  }

  static Ground kept(Path folder) throws IOException {
    return new Ground(Files.createDirectories(folder).toAbsolutePath(), true);
  }

  static Ground temporary() throws IOException {
    return new Ground(goneAtExit(Files.createTempDirectory("dr-clean-bench")), false);
  }

  Path folder() {
    return folder;
  }

  /// The world's folder: laid down now unless a kept one is there already, and read once to warm
  /// the file cache.
  Path world(String name, World world) throws IOException {
    var root = folder.resolve(name);
    var label = folder.resolve(name + ".world");
    if (!Files.exists(label) || !Files.readString(label).equals(world.toString())) {
      remove(root);
      lay(root, world);
      Files.writeString(label, world.toString());
    }
    warm(root);
    return root;
  }

  /// Lays a world down with everything in it 30 days old, and waits until it is on the disk.
  static Path lay(Path root, World world) throws IOException {
    System.err.println("laying down " + world.size());
    try (var tree = Tree.at(root, Instant.now().minus(AGE))) {
      world.write(tree);
    }
    Command.of("sync").run();
    return root;
  }

  private static void warm(Path root) throws IOException {
    System.err.println("warming " + root);
    Command.shell(
            "find \"$1\" -type f -print0 | xargs -0 -n 1000 -P \"$2\" cat",
            root,
            Runtime.getRuntime().availableProcessors())
        .run();
  }

  Scratch scratch() throws IOException {
    return new Scratch(goneAtExit(Files.createTempDirectory(folder, "scratch")));
  }

  /// A run that is interrupted leaves nothing behind either; its second look finds what was being
  /// written meanwhile.
  private static Path goneAtExit(Path path) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> removeQuietly(path)));
    return path;
  }

  private static void removeQuietly(Path path) {
    try {
      Command.shell("rm -rf \"$1\" 2>&- || rm -rf \"$1\"", path).run();
    } catch (IOException e) {
      System.err.println("bench/run: " + path + " stays behind: " + e.getMessage());
    }
  }

  private static void remove(Path path) throws IOException {
    Command.of("rm", "-rf", path).run();
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      remove(folder);
    }
  }
}
