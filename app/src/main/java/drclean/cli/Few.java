// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/// Shows so many of each kind that come one after the other, and says how many more there are.
final class Few {
  private final int most;
  private final Consumer<String> more;
  private String kind = "";
  private long met;

  /// What is said of the rest goes to `more`.
  Few(int most, Consumer<String> more) {
    this.most = most;
    this.more = more;
  }

  /// On a terminal, or wherever else lines go.
  static Few of(View view, PrintWriter out) {
    return new Few(view.lines(), out::println);
  }

  /// Whether the next, which is of this kind, is to be shown.
  boolean shows(String next) {
    if (!next.equals(kind)) {
      end();
      kind = next;
    }
    return ++met <= most;
  }

  /// Says what the last kind has more of.
  void end() {
    if (met > most) {
      more.accept(View.more(met - most));
    }
    met = 0;
  }
}
