// SPDX-License-Identifier: Apache-2.0
package drclean;

import drclean.cli.Console;
import drclean.cli.Main;
import drclean.cli.Stop;
import drclean.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A command line that was typed without a terminal, and all that came of it.
public record Typed(int exit, String out, String err) {
  /// Runs a command on a registry.
  public static Typed line(String command, Path registry, String... options) {
    return line(InstantSource.system(), new StringWriter(), words(command, registry, options));
  }

  /// Runs a command on a registry, and does something when its plan is shown and not yet run.
  public static Typed meanwhile(Runnable act, String command, Path registry, String... options) {
    return line(InstantSource.system(), new Interrupting(act), words(command, registry, options));
  }

  /// Runs a command on a registry at a time that this clock tells.
  public static Typed at(InstantSource clock, String command, Path registry, String... options) {
    return line(clock, new StringWriter(), words(command, registry, options));
  }

  /// Runs the words of a command line as they are.
  public static Typed words(List<String> words) {
    return line(InstantSource.system(), new StringWriter(), words.stream());
  }

  /// Runs the words of a command line in this environment.
  public static Typed in(Map<String, String> environment, List<String> words) {
    return line(environment, InstantSource.system(), new StringWriter(), words.stream());
  }

  /// Runs the words of a command line at this time.
  public static Typed at(InstantSource clock, List<String> words) {
    return line(clock, new StringWriter(), words.stream());
  }

  /// Runs the words of a command line, and does something at its first result.
  public static Typed meanwhile(Runnable act, List<String> words) {
    return line(InstantSource.system(), new Interrupting(act), words.stream());
  }

  private static Stream<String> words(String command, Path registry, String... options) {
    return Stream.concat(Stream.of(command, registry.toString()), Stream.of(options));
  }

  private static Typed line(InstantSource clock, Writer out, Stream<String> words) {
    return line(Map.of(), clock, out, words);
  }

  private static Typed line(
      Map<String, String> environment, InstantSource clock, Writer out, Stream<String> words) {
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            Terminal.NONE,
            environment,
            clock,
            new Stop());
    int exit = Main.run(words.toList(), console);
    return new Typed(exit, out.toString(), err.toString());
  }

  /// Results and talk.
  public String said() {
    return out + err;
  }

  /// Does something once, at the first result.
  private static final class Interrupting extends StringWriter {
    private final Runnable act;
    private boolean done;

    private Interrupting(Runnable act) {
      this.act = act;
    }

    @Override
    public void write(String text, int from, int length) {
      super.write(text, from, length);
      if (!done) {
        done = true;
        act.run();
      }
    }
  }
}
