// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs a command line and ends the process with its exit code.
  public static void main(String[] words) {
    var stop = new Stop();
    stop.onSignal(Thread.currentThread());
    int code =
        run(
            List.of(words),
            new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                Terminal.ofProcess(),
                System.getenv(),
                InstantSource.system(),
                stop));
    if (stop.finished()) {
      System.exit(code);
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /// Runs a command line; answers what the process would end with.
  public static int run(List<String> words, Console console) {
    try {
      List<String> ordered = WordOrder.commandFirst(words);
      return Commands.line(console, ordered).execute(ordered.toArray(String[]::new));
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }
}
