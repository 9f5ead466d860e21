// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A program with its arguments, run as a whole process; what it prints is thrown away.
record Command(List<String> words) {

  static Command of(Object... words) {
    return new Command(Arrays.stream(words).map(Object::toString).toList());
  }

  /// A line for the shell; `$1` and so on are the arguments.
  static Command shell(String script, Object... arguments) {
    return of("sh", "-c", script, "sh").and(arguments);
  }

  Command and(Object... more) {
    return new Command(
        Stream.concat(words.stream(), Arrays.stream(more).map(Object::toString)).toList());
  }

  /// How long it took, from its start to its end; throws [CommandFailed] when it does not end well.
  Duration run() throws IOException {
    var errors = Files.createTempFile("bench", ".err");
    try {
      var before = System.nanoTime();
      var code = start(errors);
      var taken = Duration.ofNanos(System.nanoTime() - before);
      if (code != 0) {
        throw new CommandFailed("exit " + code + ": " + lastLine(errors));
      }
      return taken;
    } finally {
      Files.delete(errors);
    }
  }

  private int start(Path errors) throws IOException {
    var builder = new ProcessBuilder(words).redirectOutput(Redirect.DISCARD);
    try {
      return builder.redirectError(errors.toFile()).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted");
    } catch (IOException e) {
      throw new CommandFailed("cannot be started: " + Path.of(words.getFirst()).getFileName());
    }
  }

  private static String lastLine(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    } catch (UncheckedIOException e) {
      return "its message cannot be read";
    }
  }
}
