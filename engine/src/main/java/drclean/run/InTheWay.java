// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Scope;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import drclean.storage.Storage;
import drclean.storage.Storage.Moved;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// What lies where something is to go back. An empty folder is removed only when nobody touched it
/// for the grace time: a registry makes a folder first and writes into it then.
final class InTheWay {
  private final Registry registry;
  private final Storage storage;
  private final Instant horizon;

  InTheWay(Registry registry) {
    this.registry = registry;
    this.storage = registry.storage();
    this.horizon = registry.clock().instant().minus(Scope.careful().grace());
  }

  /// Moves a thing of a run to its place past what lies there: an old empty folder gives way, a
  /// young one is filled, an old rest of the same thing is set aside.
  Moved past(String run, Item item, String path) {
    String kept = registry.moved(run, item, path);
    return removed(path) || setAside(run, item, path)
        ? storage.moveBack(kept, path)
        : fill(kept, path);
  }

  /// Removes an empty folder that is old; false when something else lies there.
  boolean removed(String path) {
    return is(path, stat -> stat.kind() == Stat.Kind.FOLDER && old(stat))
        && storage.removeEmptyFolder(path);
  }

  private boolean is(String path, Predicate<Stat> so) {
    return storage.stat(path).found().filter(so).isPresent();
  }

  private boolean old(Stat stat) {
    return stat.time().isBefore(horizon);
  }

  /// Moves the only thing that a kept folder has into the folder at its place, where that lacks it.
  /// Of several, the first could be seen there without the others. A kept folder without anything
  /// is what a crash left of this.
  private Moved fill(String kept, String path) {
    if (!(storage.list(kept) instanceof Answer.Found<List<String>>(var names))) {
      return Moved.TAKEN;
    }
    if (names.isEmpty() && storage.removeEmptyFolder(kept)) {
      return Moved.GONE;
    }
    boolean fits = names.size() == 1 && is(path, stat -> stat.kind() == Stat.Kind.FOLDER);
    if (!fits) {
      return Moved.TAKEN;
    }
    Moved moved =
        storage.moveBack(Source.join(kept, names.getFirst()), Source.join(path, names.getFirst()));
    storage.removeEmptyFolder(kept);
    return moved;
  }

  /// Moves what lies at a blob's place into the run's quarantine when it is an old rest of it, and
  /// answers whether it did.
  private boolean setAside(String run, Item item, String path) {
    return rest(run, item, path)
        && allOld(path)
        && storage.move(path, registry.moved(run, new Item.Debris(path), path)) == Moved.DONE;
  }

  /// Whether less of a blob lies at its place than a run keeps. A digest tells what is right; the
  /// id of a v1 image does not: one that was pushed again may lawfully be shorter, so only a part
  /// that is not there makes a rest of it.
  private boolean rest(String run, Item item, String path) {
    if (!(item instanceof Item.Blob(var digest))) {
      return false;
    }
    String moved = registry.moved(run, item, path);
    Copy there = Copy.at(registry, path);
    Copy kept = Copy.at(registry, moved);
    return digest.algorithm().equals(Digest.V1)
        ? there.lacksPartOf(kept)
        : less(digest, path, moved) && Copy.sound(registry, digest, moved).orElse(false);
  }

  /// Whether what lies at a blob's place is shorter or has fewer parts than what is kept, and is
  /// not what the digest promises.
  boolean less(Digest digest, String path, String kept) {
    return Copy.at(registry, path).lacks(Copy.at(registry, kept))
        && !Copy.sound(registry, digest, path).orElse(false);
  }

  /// An empty folder has no time but its own.
  private boolean allOld(String path) {
    List<String> names = storage.list(path).found().orElse(List.of());
    return !names.isEmpty()
        && names.stream().allMatch(name -> is(Source.join(path, name), this::old));
  }
}
