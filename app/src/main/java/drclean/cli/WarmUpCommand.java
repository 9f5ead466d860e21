// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// Runs the common commands once on small registries of both layouts that are thrown away, so that
/// the launcher can keep the classes that they load.
@Command(hidden = true, mixinStandardHelpOptions = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final List<String> LINES =
      List.of(
          "--help",
          "--version",
          "report %s",
          "report %s --format json --untagged",
          "validate %s --deep",
          "explain %s team/app:1.1",
          "scrub %s --dry-run --format json",
          "scrub %s --yes",
          "runs %s",
          "restore %s --yes",
          "scrub %s --yes",
          "purge %s --hold 0s --yes");
  private static final List<String> OLD_LINES =
      List.of("report %s", "validate %s", "scrub %s --yes", "restore %s --yes");

  private final Console console;

  WarmUpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("dr-clean");
    try {
      Path registry = folder.resolve("registry");
      Path old = folder.resolve("old");
      Demo.write(registry, console.clock().instant());
      writeOld(old);
      var silent = new PrintWriter(Writer.nullWriter());
      var world = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
      var quiet =
          new Console(silent, silent, Terminal.NONE, world, console.clock(), console.stop());
      run(LINES, registry, quiet);
      run(OLD_LINES, old, quiet);
    } finally {
      delete(folder);
    }
    return Exit.DONE.code;
  }

  private static void run(List<String> lines, Path registry, Console console) {
    lines.forEach(line -> Main.run(List.of(line.formatted(registry).split(" ")), console));
  }

  /// A v1 registry of one tagged image and one that nothing needs.
  private static void writeOld(Path root) throws IOException {
    String tagged = "a".repeat(64);
    for (String id : List.of(tagged, "b".repeat(64))) {
      Path image = Files.createDirectories(root.resolve("images").resolve(id));
      Files.writeString(image.resolve("json"), "{\"id\": \"%s\"}".formatted(id));
      Files.writeString(image.resolve("ancestry"), "[\"%s\"]".formatted(id));
      Files.createFile(image.resolve("layer"));
    }
    Path repository = Files.createDirectories(root.resolve("repositories/library/app"));
    Files.writeString(repository.resolve("_index_images"), "[]");
    Files.writeString(repository.resolve("tag_latest"), tagged);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(WarmUpCommand::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
