// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;

/// With whom a command speaks: results go to `out`, talk to `err`; the rest is what it knows of the
/// world around it.
public record Console(
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    Map<String, String> environment,
    InstantSource clock,
    Stop stop) {
  public Console {
    environment = Map.copyOf(environment);
  }

  /// A line of talk, after the results that were written before it.
  void say(String line) {
    out.flush();
    err.println(Safe.line(line));
    err.flush();
  }

  /// What is said when the process is ended while it only looks. Results that wait for their reader
  /// do not hold it up.
  void leaving(String words) {
    stop.onLeaving(
        () -> {
          err.println((terminal.shows() ? System.lineSeparator() : "") + words);
          err.flush();
        });
  }

  /// The name that the tool was called by, as the launcher says it.
  String name() {
    return environment.getOrDefault("DR_CLEAN_NAME", "dr-clean");
  }

  /// The value of a variable of the environment; empty when it is not set.
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
