// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import java.util.BitSet;
import java.util.function.IntConsumer;

/// A walk from roots to all that they need. One walk serves every repository in turn: what it
/// reached is forgotten between them, so that nothing that one repository reached cuts the descent
/// of another; what lives in the registry adds up.
public final class Descent {
  private final Inventory inventory;
  private final BitSet live = new BitSet();
  private final BitSet reached = new BitSet();
  private final Ints trail = new Ints();
  private final Ints ahead = new Ints();
  private final IntConsumer reach = this::reach;
  private Companions companions = Companions.NONE;
  private boolean blind;

  /// A walk that has reached nothing yet.
  public Descent(Inventory inventory) {
    this.inventory = inventory;
  }

  /// Forgets what was reached, and starts anew.
  public void begin() {
    begin(Companions.NONE);
  }

  /// The same where what is reached brings its companions.
  void begin(Companions of) {
    for (int i = 0; i < trail.size(); i++) {
      reached.clear(trail.get(i));
    }
    trail.clear();
    companions = of;
    blind = false;
  }

  /// Reaches a digest: it and what it needs is walked by [#run].
  public void reach(int digest) {
    if (digest < 0 || reached.get(digest)) {
      return;
    }
    reached.set(digest);
    live.set(digest);
    trail.add(digest);
    ahead.add(digest);
    blind |= inventory.unreadable().get(digest);
  }

  /// Reaches each of these.
  public void reachAll(int[] digests) {
    for (int digest : digests) {
      reach(digest);
    }
  }

  /// Walks from what was reached to all that it needs.
  public void run() {
    while (!ahead.isEmpty()) {
      int digest = ahead.pop();
      inventory.needs().each(digest, reach);
      companions.each(digest, reach);
    }
  }

  /// Whether a manifest was reached whose needs are unknown.
  public boolean blind() {
    return blind;
  }

  /// Whether this was reached since [#begin].
  boolean reached(int digest) {
    return reached.get(digest);
  }

  /// A copy of all that was reached since [#begin].
  BitSet reached() {
    return (BitSet) reached.clone();
  }

  /// Hands over all that was reached since [#begin].
  public void eachReached(IntConsumer digest) {
    for (int i = 0; i < trail.size(); i++) {
      digest.accept(trail.get(i));
    }
  }

  /// All that was ever reached; the walk goes on filling it.
  public BitSet live() {
    return live;
  }
}
