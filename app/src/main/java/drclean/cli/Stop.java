// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Whether the process was asked to end (Ctrl-C, `kill`). Looking ends at once; a change ends its
/// current step first and looks again at what it did.
public final class Stop implements BooleanSupplier {
  private enum State {
    LOOKING,
    CHANGING,
    STOPPED,
    FINISHED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.LOOKING);

  private final AtomicReference<Runnable> farewell = new AtomicReference<>(() -> {});

  /// What to do last when the process is ended while it only looks.
  void onLeaving(Runnable last) {
    farewell.set(last);
  }

  /// From here on something is changed.
  void changing() {
    state.compareAndSet(State.LOOKING, State.CHANGING);
  }

  /// Whether somebody asked to end.
  @Override
  public boolean getAsBoolean() {
    return state.get() == State.STOPPED;
  }

  /// Asks a change to end after its current step; answers whether one was being made.
  boolean ask() {
    return state.compareAndSet(State.CHANGING, State.STOPPED);
  }

  /// Ends looking with its last words; answers whether it was only looking.
  boolean leave() {
    boolean looking = state.compareAndSet(State.LOOKING, State.STOPPED);
    if (looking) {
      farewell.get().run();
    }
    return looking;
  }

  /// The work is done; false when the process is being ended by a signal.
  boolean finished() {
    return state.updateAndGet(s -> s == State.STOPPED ? s : State.FINISHED) == State.FINISHED;
  }

  /// Lets a signal end the process kindly, while this thread works.
  void onSignal(Thread worker) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(worker)));
  }

  private void end(Thread worker) {
    if (ask()) {
      await(worker);
      Runtime.getRuntime().halt(Exit.INTERRUPTED.code);
    } else if (leave()) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED.code);
    }
  }

  private static void await(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
