// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Demo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody who types command lines about one demo registry.
final class Typed {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Path registry;
  private final Map<String, String> environment = new HashMap<>();
  private Duration since = Duration.ZERO;
  private final ArrayDeque<String> answers = new ArrayDeque<>();
  private Duration tick = Duration.ZERO;
  private int columns;
  private String ending = "";

  /// What came of a command line.
  record Answer(int exit, String out, String err) {}

  private Typed(Path registry, Path cache) {
    this.registry = registry;
    environment.put("XDG_CACHE_HOME", cache.toString());
  }

  /// At a registry that `demo` wrote.
  static Typed atDemo(Path folder) {
    Demo.write(folder.resolve("registry"), NOW);
    return new Typed(folder.resolve("registry"), folder.resolve("cache"));
  }

  /// At any registry.
  static Typed at(Path registry, Path cache) {
    return new Typed(registry, cache);
  }

  Path registry() {
    return registry;
  }

  Typed with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// So long after [#NOW].
  Typed later(Duration time) {
    since = time;
    return this;
  }

  /// At a terminal, where a question is answered with this.
  Typed answering(String answer) {
    answers.add(answer);
    return this;
  }

  /// Reading results on a terminal of this width.
  Typed reading(int width) {
    columns = width;
    return this;
  }

  /// Asking the process to end as soon as it says this.
  Typed endingAt(String words) {
    ending = words;
    return this;
  }

  /// Each time the clock is asked it is later by so much.
  Typed ticking(Duration time) {
    tick = time;
    return this;
  }

  private InstantSource clock() {
    var asked = new AtomicInteger();
    Duration step = tick;
    return () -> NOW.plus(since).plus(step.multipliedBy(asked.getAndIncrement()));
  }

  /// Runs the words of a line; `ROOT` is the registry.
  Answer type(String line) {
    var out = new StringWriter();
    var stop = new Stop();
    var err = new Ending(ending, stop);
    var console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), terminal(), environment, clock(), stop);
    List<String> words =
        List.of(line.split(" ")).stream()
            .map(word -> word.startsWith("ROOT") ? registry + word.substring(4) : word)
            .toList();
    int exit = Main.run(words, console);
    return new Answer(exit, out.toString(), err.toString());
  }

  /// Asks a process to end when these words are said.
  private static final class Ending extends StringWriter {
    private final String words;
    private final Stop stop;

    private Ending(String words, Stop stop) {
      this.words = words;
      this.stop = stop;
    }

    @Override
    public void flush() {
      if (!words.isEmpty() && toString().contains(words)) {
        boolean _ = stop.ask() || stop.leave();
      }
    }
  }

  private Terminal terminal() {
    boolean asked = !answers.isEmpty();
    return new Terminal() {
      @Override
      public boolean shows() {
        return asked;
      }

      @Override
      public boolean asks() {
        return asked;
      }

      @Override
      public int columns() {
        return columns;
      }

      @Override
      public Optional<String> answer() {
        return Optional.ofNullable(answers.poll());
      }
    };
  }
}
