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

  /// Whether a person can be asked.
  boolean asks();

  /// A line that a person types, or nothing when nobody can be asked.
  Optional<String> answer();

  /// The terminal of this process, as the launcher saw it (`-Ddrclean.terminal=in,out,err`).
  static Terminal ofProcess() {
    String streams = System.getProperty("drclean.terminal", "");
    return new Terminal() {
      @Override
      public boolean shows() {
        return streams.contains("err");
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

  private static Optional<String> line() {
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
