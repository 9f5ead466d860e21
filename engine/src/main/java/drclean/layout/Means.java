// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

/// With what a survey is made: how many things at once, what is remembered of earlier ones, who
/// watches, and how long to wait before a torn file is read again.
public record Means(int jobs, Memory memory, Watch watch, Pause pause) {
  /// Who is told how far a survey has come.
  public interface Watch {
    /// Nobody watches.
    Watch NOBODY = (_, _, _) -> {};

    /// So many of so many done; the total is 0 where it is not known.
    void progress(String stage, long done, long total);
  }

  /// Waits between two readings of a file that is being written.
  public interface Pause {
    /// Does not wait at all.
    Pause NONE = _ -> {};

    /// Waits before the n-th reading, n from 2.
    void beforeReading(int n);
  }

  /// One thing at a time, nothing remembered, nobody watching, no waiting.
  public static Means plain() {
    return new Means(1, Memory.NONE, Watch.NOBODY, Pause.NONE);
  }
}
