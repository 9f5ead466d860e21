// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The real process of a command, killed at a moment.
///
/// @param exit what the process ended with
/// @param output all that it said
public record Killed(int exit, String output) {
  /// What a process that was killed by SIGKILL ends with.
  static final int BY_SIGKILL = 128 + 9;

  private static final String RIGHTS = "-dac_override,-dac_read_search,-chown,-fowner,-fsetid";

  private static final List<String> NO_MORE_THAN_A_USER =
      List.of("setpriv", "--bounding-set=" + RIGHTS, "--inh-caps=" + RIGHTS);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Starts a command line, and kills it as soon as the moment has come; when that never comes, it
  /// ends by itself.
  static Killed when(BooleanSupplier moment, Path scratch, List<String> words) {
    return run(moment, scratch, process(words));
  }

  /// Runs a command line to its end, bound by the modes of files even when root runs it.
  public static Killed never(Path scratch, List<String> words) {
    var process = process(words);
    if (System.getProperty("user.name").equals("root")) {
      process.command().addAll(0, NO_MORE_THAN_A_USER);
    }
    return run(() -> false, scratch, process);
  }

  /// Runs a command line to its end in a heap of this size.
  static Killed within(String heap, Path scratch, List<String> words) {
    var process = process(words);
    process.command().add(1, heap);
    return run(() -> false, scratch, process);
  }

  private static Killed run(BooleanSupplier moment, Path scratch, ProcessBuilder process) {
    try {
      var output = Files.createTempFile(scratch, "said", ".txt");
      var running = process.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running.isAlive() && !moment.getAsBoolean() && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
      } finally {
        running.destroyForcibly();
      }
      return new Killed(running.onExit().join().exitValue(), Files.readString(output));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ProcessBuilder process(List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("drclean.cli.Main");
    command.addAll(words);
    var process = new ProcessBuilder(command);
    process.environment().keySet().removeIf(name -> name.equals("HOME") || name.startsWith("XDG_"));
    return process;
  }
}
