// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Deletes below the runs of a quarantine, and nowhere else: files first, then the folders that
/// became empty. A symbolic link is deleted itself, and never followed.
final class Removal {
  private final Registry registry;
  private final Lease lease;

  Removal(Registry registry, Lease lease) {
    this.registry = registry;
    this.lease = lease;
  }

  /// Deletes a run with all that it keeps, and its plan last, so that what is left after a crash
  /// can be told and deleted later.
  Tree remove(String run, BooleanSupplier interrupted) {
    Tree gone = remove(registry.moved(run), run, interrupted);
    if (!interrupted.getAsBoolean()) {
      forget(run);
    }
    return gone;
  }

  /// Removes a run of which nothing is left in quarantine.
  void removeIfEmpty(String run) {
    removeEmpty(registry.moved(run), run);
    if (!registry.exists(registry.moved(run))) {
      forget(run);
    }
  }

  private void forget(String run) {
    String folder = registry.folder(run);
    for (String name : registry.storage().list(folder).found().orElse(List.of())) {
      if (!Source.join(folder, name).equals(registry.plan(run))) {
        remove(Source.join(folder, name), run, () -> false);
      }
    }
    delete(registry.plan(run), run);
    registry.storage().removeEmptyFolder(folder);
  }

  private Tree remove(String path, String run, BooleanSupplier interrupted) {
    if (interrupted.getAsBoolean()
        || !(registry.storage().stat(path) instanceof Answer.Found<Stat>(var stat))) {
      return Tree.NONE;
    }
    if (stat.kind() != Stat.Kind.FOLDER) {
      delete(path, run);
      return new Tree(1, stat.size());
    }
    Tree gone = Tree.NONE;
    for (String name : registry.storage().list(path).found().orElse(List.of())) {
      gone = gone.plus(remove(Source.join(path, name), run, interrupted));
    }
    registry.storage().removeEmptyFolder(path);
    return gone;
  }

  private void removeEmpty(String path, String run) {
    boolean folder =
        registry.storage().stat(path).found().filter(s -> s.kind() == Stat.Kind.FOLDER).isPresent();
    if (folder && below(path, run)) {
      for (String name : registry.storage().list(path).found().orElse(List.of())) {
        removeEmpty(Source.join(path, name), run);
      }
      registry.storage().removeEmptyFolder(path);
    }
  }

  private void delete(String path, String run) {
    if (!below(path, run)) {
      throw new IllegalStateException("not in the quarantine: " + path);
    }
    lease.check();
    registry.storage().delete(path);
  }

  private boolean below(String path, String run) {
    return path.startsWith(registry.folder(run) + "/") && RunId.started(run).isPresent();
  }
}
