// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs an installed program without what the caller's environment would make it do.
final class Tool {
  private static final String PATH = System.getenv().getOrDefault("PATH", "/usr/bin");

  private Tool() {}

  static ProcessBuilder process(String program, List<String> arguments) {
    Path found =
        Stream.of(PATH.split(":"))
            .map(folder -> Path.of(folder).resolve(program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new AssertionError(program + " is not installed; run ./verify"));
    var process =
        new ProcessBuilder(Stream.concat(Stream.of(found.toString()), arguments.stream()).toList());
    process.environment().clear();
    process.environment().put("PATH", PATH);
    return process.redirectErrorStream(true);
  }

  /// Runs to a good end.
  static void run(Path home, String program, String... arguments) {
    try {
      var output = Files.createTempFile(home, "output", ".txt");
      var builder = process(program, List.of(arguments)).redirectOutput(output.toFile());
      builder.environment().put("HOME", home.toString());
      builder.environment().put("_CONTAINERS_ROOTLESS_UID", "1000");
      var process = builder.start();
      try {
        if (!process.waitFor(120, SECONDS) || process.exitValue() != 0) {
          throw new AssertionError(program + " failed: " + Files.readString(output));
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
