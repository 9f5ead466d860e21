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
/// the launcher can keep the classes that they load; then looks at larger ones again and again, so
/// that it can keep, too, which methods a survey runs most.
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
  private static final int IMAGES = 150;
  private static final int ROUNDS = 20;

  private final Console console;

  WarmUpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("dr-clean");
    try {
      Demo.write(folder.resolve("registry"), console.clock().instant());
      Demo.writeMany(folder.resolve("many"), IMAGES);
      writeOld(folder.resolve("old"));
      var silent = new PrintWriter(Writer.nullWriter());
      var world = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
      var quiet =
          new Console(silent, silent, Terminal.NONE, world, console.clock(), console.stop());
      run(LINES, folder.resolve("registry"), quiet);
      run(OLD_LINES, folder.resolve("old"), quiet);
      for (int round = 0; round < ROUNDS; round++) {
        var afresh = List.of("report %s --format json --cache " + folder.resolve("cache" + round));
        run(afresh, folder.resolve("many"), quiet);
        run(afresh, folder.resolve("old"), quiet);
      }
    } finally {
      delete(folder);
    }
    return Exit.DONE.code;
  }

  private static void run(List<String> lines, Path registry, Console console) {
    lines.forEach(line -> Main.run(List.of(line.formatted(registry).split(" ")), console));
  }

  /// A v1 registry of images on one parent, each with a tag, and one image that nothing needs.
  private static void writeOld(Path root) throws IOException {
    Path repository = Files.createDirectories(root.resolve("repositories/library/app"));
    Files.writeString(repository.resolve("_index_images"), "[]");
    String base = "%064x".formatted(0);
    writeOld(root, base, "{\"id\": \"%s\"}", "[\"%s\"]");
    for (int image = 1; image <= IMAGES; image++) {
      String id = "%064x".formatted(image);
      writeOld(
          root, id, "{\"id\": \"%s\", \"parent\": \"" + base + "\"}", "[\"%s\", \"" + base + "\"]");
      if (image > 1) {
        Files.writeString(repository.resolve("tag_" + image), id);
      }
    }
  }

  private static void writeOld(Path root, String id, String json, String ancestry)
      throws IOException {
    Path image = Files.createDirectories(root.resolve("images").resolve(id));
    Files.writeString(image.resolve("json"), json.formatted(id));
    Files.writeString(image.resolve("ancestry"), ancestry.formatted(id));
    Files.createFile(image.resolve("layer"));
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
