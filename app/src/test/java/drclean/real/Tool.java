// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// An installed program that the tests need, run without what the caller's environment would make
/// it do.
record Tool(Path program) {
  private static final Set<String> PASSED_ON = Set.of("PATH", "TMPDIR");
  private static final int PATIENCE_SECONDS = 120;

  /// Tells skopeo to keep its cache in the home folder even when root runs it.
  private static final String ROOTLESS = "_CONTAINERS_ROOTLESS_UID";

  /// What a program said, and how it ended.
  record Output(int exit, String out, String err) {}

  static Tool dockerRegistry() {
    return onPath("docker-registry", System.getenv().getOrDefault("PATH", "/usr/bin"));
  }

  static Tool skopeo() {
    return onPath("skopeo", System.getenv().getOrDefault("PATH", "/usr/bin"));
  }

  static Tool onPath(String name, String path) {
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Tool::new)
        .orElseThrow(() -> new AssertionError(missing(name)));
  }

  private static String missing(String name) {
    return "%s is not installed, and the tests against a real registry need it; run ./verify, or: sudo apt-get install %s"
        .formatted(name, name);
  }

  /// A process of this program that has not been started.
  ProcessBuilder process(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    var process = new ProcessBuilder(command);
    process.environment().keySet().retainAll(PASSED_ON);
    return process;
  }

  /// Runs to the end; `scratch` takes the output and is the program's home.
  Output run(Path scratch, List<String> arguments) {
    try {
      var out = Files.createTempFile(scratch, "out", ".txt");
      var err = Files.createTempFile(scratch, "err", ".txt");
      var builder = process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(Map.of("HOME", scratch.toString(), ROOTLESS, "1000"));
      int exit = await(builder.start());
      return new Output(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private int await(Process process) {
    try {
      if (process.waitFor(PATIENCE_SECONDS, SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(program + " did not end within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
