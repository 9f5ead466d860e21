// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.Layout;
import drclean.layout.V1;
import drclean.layout.V2;
import drclean.layout.V2World;
import drclean.storage.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// A random registry: which kind it is, and what lies in it.
record World(Layout layout, MemoryStorage storage) {
  static final Instant NOW = V2World.NOW;
  static final Instant HORIZON = NOW.minus(Duration.ofDays(1));
  static final Instant UPLOADS = NOW.minus(Duration.ofDays(7));

  static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));

  /// How whole a random registry is.
  enum Health {
    WHOLE,
    DAMAGED
  }

  /// The registry of a seed: two of three are of the second layout.
  static World of(long seed, Health health) {
    var chance = new Chance(seed);
    return seed % 3 == 2
        ? new World(new V1(), new RandomV1(chance).registry(health))
        : new World(new V2(), new RandomV2(chance).registry(health).inMemory());
  }

  /// The same again, in a memory of its own.
  World copy() {
    return copy(storage::time);
  }

  /// The same, all of it written at one time.
  World copy(Instant time) {
    return copy(_ -> time);
  }

  private World copy(Function<String, Instant> time) {
    var copy = new MemoryStorage(() -> NOW);
    storage
        .everything()
        .forEach(
            (path, bytes) ->
                bytes.ifPresentOrElse(
                    content -> copy.put(path, content, time.apply(path)),
                    () -> copy.putFolder(path, time.apply(path))));
    return new World(layout, copy);
  }

  boolean isV1() {
    return layout instanceof V1;
  }

  Tree tree() {
    return Tree.of(storage);
  }

  Truth truth(Tree tree, drclean.plan.Scope.Keep keep) {
    return isV1() ? new TruthV1(tree) : new TruthV2(tree, keep);
  }
}
