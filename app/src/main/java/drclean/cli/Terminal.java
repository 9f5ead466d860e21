// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;

/// What is known of the terminal: which streams are one, how wide it is, and what a person answers.
public interface Terminal {
  /// The width of a terminal that does not tell.
  int USUAL = 80;

  /// No terminal at all, as in a script or a cron job.
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean shows() {
          return false;
        }

        @Override
        public boolean asks() {
          return false;
        }

        @Override
        public Optional<String> answer() {
          return Optional.empty();
        }
      };

  /// Whether talk is read on a terminal, so that a progress bar may move there.
  boolean shows();

  /// How many columns the terminal has on which results are read; 0 when they are not read on one.
  default int columns() {
    return 0;
  }

  /// Whether a person can be asked.
  boolean asks();

  /// A line that a person types, or nothing when nobody can be asked.
  Optional<String> answer();

  /// The first line of standard input, which is no terminal's; empty when there is none.
  default String secret() {
    return line().orElse("");
  }

  /// The terminal of this process, as the launcher saw it (`-Ddrclean.terminal=in,out,err` and
  /// `-Ddrclean.columns=120`).
  static Terminal ofProcess() {
    String streams = System.getProperty("drclean.terminal", "");
    return new Terminal() {
      @Override
      public boolean shows() {
        return streams.contains("err");
      }

      @Override
      public int columns() {
        return streams.contains("out") ? width(System.getProperty("drclean.columns", "")) : 0;
      }

      @Override
      public boolean asks() {
        return streams.contains("in") && streams.contains("err");
      }

      @Override
      public Optional<String> answer() {
        return asks() ? line() : Optional.empty();
      }
    };
  }

  private static int width(String columns) {
    return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL;
  }

  private static Optional<String> line() {
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
