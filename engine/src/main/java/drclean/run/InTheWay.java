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

  /// Moves the only thing that a kept folder has into the empty folder at its place. Of several,
  /// the first could be seen there without the others. A kept folder without anything is what a
  /// crash left of this.
  private Moved fill(String kept, String path) {
    if (!(storage.list(kept) instanceof Answer.Found<List<String>>(var names))) {
      return Moved.TAKEN;
    }
    if (names.isEmpty() && storage.removeEmptyFolder(kept)) {
      return Moved.GONE;
    }
    boolean fits = names.size() == 1 && empty(path);
    if (!fits) {
      return Moved.TAKEN;
    }
    Moved moved =
        storage.moveBack(Source.join(kept, names.getFirst()), Source.join(path, names.getFirst()));
    storage.removeEmptyFolder(kept);
    return moved;
  }

  private boolean empty(String path) {
    return is(path, stat -> stat.kind() == Stat.Kind.FOLDER)
        && storage.list(path).found().filter(List::isEmpty).isPresent();
  }

  /// Moves what lies at a blob's place into the run's quarantine when it is an old rest of it, and
  /// answers whether it did.
  private boolean setAside(String run, Item item, String path) {
    return item instanceof Item.Blob
        && rest(run, item, path)
        && allOld(path)
        && storage.move(path, registry.moved(run, new Item.Debris(path), path)) == Moved.DONE;
  }

  /// The id of a v1 image does not tell its bytes: one that was pushed again may lawfully be
  /// shorter, so only a part that is not there makes a rest of it.
  private boolean rest(String run, Item item, String path) {
    boolean first = item instanceof Item.Blob(var digest) && digest.algorithm().equals(Digest.V1);
    Copy there = Copy.at(registry, path);
    Copy kept = Copy.at(registry, registry.moved(run, item, path));
    return first ? there.lacksPartOf(kept) : there.lacks(kept);
  }

  /// An empty folder has no time but its own.
  private boolean allOld(String path) {
    List<String> names = storage.list(path).found().orElse(List.of());
    return !names.isEmpty()
        && names.stream().allMatch(name -> is(Source.join(path, name), this::old));
  }
}
