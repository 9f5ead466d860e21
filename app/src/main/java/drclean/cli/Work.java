// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Step;
import drclean.run.Following;
import drclean.run.GivenBack;
import drclean.run.Lease;
import drclean.run.Listener;

/// A change that is being made: the right to make it, and who follows it.
record Work(Console console, TalkOptions talk, Lease lease) {
  /// Follows so many steps, and stops them when the process is asked to end.
  Following following(long total) {
    console.stop().changing();
    return new Following(new Steps(console, talk, total), console.stop());
  }

  private static final class Steps implements Listener {
    private final Console console;
    private final TalkOptions talk;
    private final long total;
    private final TalkOptions.Watching watching;
    private long done;
    private long files;

    Steps(Console console, TalkOptions talk, long total) {
      this.console = console;
      this.talk = talk;
      this.total = total;
      this.watching = talk.watching(console);
    }

    @Override
    public void stepped(Step step, Result result) {
      if (step instanceof Step.Move) {
        progress("moving", total);
      }
      switch (result) {
        case TAKEN, FRESH, ELSEWHERE, VANISHED ->
            talk.detail(console, "%s: %s".formatted(step.item().title(), why(result)));
        case MOVED, CUT, STAYED -> {}
      }
    }

    @Override
    public void deleting(long all) {
      files = all;
    }

    @Override
    public void deleted() {
      progress("deleting", files);
    }

    private void progress(String what, long all) {
      watching.watch().progress(what, ++done, all);
      if (done == all || console.stop().getAsBoolean()) {
        watching.close();
      }
    }

    private static String why(Result result) {
      return switch (result) {
        case TAKEN -> "stays, because its place in quarantine is taken";
        case FRESH -> "stays, because it has just been written";
        case ELSEWHERE -> "stays, because it points elsewhere by now";
        case VANISHED -> "was no longer there";
        case MOVED, CUT, STAYED -> "done";
      };
    }

    @Override
    public void gaveBack(GivenBack back) {
      watching.close();
      String line = "gave back %s: %s".formatted(back.item().title(), back.because());
      if (total > 0) {
        talk.say(console, line);
      } else {
        talk.detail(console, line);
      }
    }
  }
}
