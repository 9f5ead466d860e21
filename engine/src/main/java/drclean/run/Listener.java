// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;

/// Is told what a run does while it does it.
public interface Listener {
  /// Nobody listens.
  Listener NOBODY =
      new Listener() {
        @Override
        public void stepped(Step step, Result result) {}

        @Override
        public void gaveBack(GivenBack back) {}
      };

  /// A step was taken, and this is what came of it.
  void stepped(Step step, Result result);

  /// Something went back to its place.
  void gaveBack(GivenBack back);

  /// So many files are to be deleted.
  default void deleting(long files) {}

  /// One of them is deleted.
  default void deleted() {}

  /// What came of a step.
  enum Result {
    MOVED,
    /// It was no longer there.
    VANISHED,
    /// Its place in quarantine is taken; it stayed.
    TAKEN,
    /// It had just been written; it was put straight back.
    FRESH,
    /// It is a tag that points elsewhere by now, or cannot be read; it stayed.
    ELSEWHERE,
    /// The empty folder was removed.
    CUT,
    /// The folder is not empty or too young, or what it was to follow stayed; it stayed.
    STAYED
  }
}
