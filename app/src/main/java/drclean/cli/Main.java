// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
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
    var results = new Results(new FileOutputStream(FileDescriptor.out));
    var console =
        new Console(
            writer(results),
            writer(new FileOutputStream(FileDescriptor.err)),
            Terminal.ofProcess(),
            System.getenv(),
            InstantSource.system(),
            stop);
    int code = ended(run(List.of(words), console), results, console);
    if (stop.finished()) {
      System.exit(code);
    }
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(out, false, StandardCharsets.UTF_8);
  }

  /// Results that did not arrive are a failure, unless their reader has read enough.
  private static int ended(int code, Results results, Console console) {
    return results
        .lost()
        .map(
            why -> {
              console.say("dr-clean: the results cannot be written: " + why);
              return code == Exit.DONE.code ? Exit.STORAGE.code : code;
            })
        .orElse(code);
  }

  /// Runs a command line; answers what the process would end with.
  public static int run(List<String> words, Console console) {
    try {
      List<String> ordered = WordOrder.commandFirst(words);
      return Commands.line(console, ordered).execute(ordered.toArray(String[]::new));
    } catch (Error broken) {
      broken.printStackTrace(console.err());
      return Exit.BUG.code;
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }
}
