// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.layout.Means;
import java.time.Duration;
import java.time.Instant;

/// Tells how far a survey has come: a bar that moves on a terminal, a line every 30 seconds
/// elsewhere.
final class Progress implements Means.Watch {
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
  private static final int WIDTH = 30;

  private final Console console;
  private Instant next;
  private boolean shown;

  Progress(Console console) {
    this.console = console;
    this.next = console.clock().instant().plus(between());
  }

  private Duration between() {
    return console.terminal().shows() ? BETWEEN_FRAMES : BETWEEN_LINES;
  }

  @Override
  public synchronized void progress(String stage, long done, long total) {
    Instant now = console.clock().instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(between());
    if (console.terminal().shows()) {
      console.err().print("\r\033[K" + bar(stage, done, total));
      console.err().flush();
      shown = true;
    } else {
      console.say(plain(stage, done, total));
    }
  }

  private static String plain(String stage, long done, long total) {
    return total <= 0
        ? "%s: %s".formatted(stage, Human.count(done))
        : "%s: %s of %s".formatted(stage, Human.count(done), Human.count(total));
  }

  private static String bar(String stage, long done, long total) {
    int full = total <= 0 ? 0 : (int) (WIDTH * Math.min(done, total) / total);
    return "[%s%s] %s"
        .formatted("#".repeat(full), " ".repeat(WIDTH - full), plain(stage, done, total));
  }

  /// Takes the bar away, so that what follows begins on a clean line.
  synchronized void done() {
    if (shown) {
      console.err().print("\r\033[K");
      console.err().flush();
      shown = false;
    }
  }
}
