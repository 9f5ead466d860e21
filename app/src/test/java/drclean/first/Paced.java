// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// A push that waits before each of its writes until it may go on.
final class Paced {
  private static final String DONE = "";
  private static final int PATIENCE = 60;

  private final StandIn server;
  private final BlockingQueue<String> reached = new LinkedBlockingQueue<>();
  private final Semaphore may = new Semaphore(0);
  private final AtomicReference<String> answer = new AtomicReference<>("it did not end");
  private String at;
  private int writes;

  /// Starts it; it stands before its first write.
  Paced(StandIn server, Supplier<String> push) {
    this.server = server;
    server.watched(this::before);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.set(push.get());
              } finally {
                reached.add(DONE);
              }
            });
    at = next();
  }

  private void before(String change) {
    reached.add(change);
    try {
      if (!may.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go on: " + change);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String next() {
    try {
      String next = reached.poll(PATIENCE, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the push hangs");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets it do one write; false when there is none left.
  boolean step() {
    if (at.equals(DONE)) {
      return false;
    }
    writes++;
    may.release();
    at = next();
    return true;
  }

  /// Lets it do so many writes.
  Paced steps(int count) {
    for (int i = 0; i < count && step(); i++) {}
    return this;
  }

  /// How many writes it has done.
  int writes() {
    return writes;
  }

  /// What it would do next.
  String at() {
    return at.equals(DONE) ? "the end" : at;
  }

  /// Lets it go on to its end, and answers its refusal, empty when there was none.
  String end() {
    while (step()) {}
    server.watched(Writes.Watch.NOBODY);
    return answer.get();
  }
}
