// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.List;

/// Deletes what runs keep, and nothing else: one rename takes all of a run out of reach of giving
/// back, and only then is anything deleted. A symbolic link is deleted itself, and never followed.
final class Removal {
  private final Registry registry;
  private final Lease lease;

  Removal(Registry registry, Lease lease) {
    this.registry = registry;
    this.lease = lease;
  }

  /// Deletes a run with all that it keeps, and its plan last, so that what is left after a crash
  /// can be told and deleted later. First the rest of an earlier try goes.
  Tree remove(String run, Following following) {
    Tree rest = remove(registry.deleted(run), run, following);
    if (following.interrupted().getAsBoolean()) {
      return rest;
    }
    lease.check();
    registry.storage().move(registry.moved(run), registry.deleted(run));
    Tree gone = rest.plus(remove(registry.deleted(run), run, following));
    forgetIfEmpty(run);
    return gone;
  }

  /// Removes a run of which nothing is left in quarantine. Empty folders are things of a run, too,
  /// as long as its plan tells them.
  void removeIfEmpty(String run) {
    boolean told = PlanFile.open(registry, run) instanceof PlanFile.Opened.Whole;
    if (told && Runs.items(registry, run) > 0) {
      return;
    }
    removeEmpty(registry.moved(run), run);
    forgetIfEmpty(run);
  }

  private void forgetIfEmpty(String run) {
    if (!registry.exists(registry.moved(run)) && !registry.exists(registry.deleted(run))) {
      forget(run);
    }
  }

  private void forget(String run) {
    String folder = registry.folder(run);
    for (String name : registry.storage().list(folder).found().orElse(List.of())) {
      if (!Source.join(folder, name).equals(registry.plan(run))) {
        remove(Source.join(folder, name), run, Following.NOBODY);
      }
    }
    delete(registry.plan(run), run);
    registry.storage().removeEmptyFolder(folder);
  }

  private Tree remove(String path, String run, Following following) {
    if (following.interrupted().getAsBoolean()
        || !(registry.storage().stat(path) instanceof Answer.Found<Stat>(var stat))) {
      return Tree.NONE;
    }
    if (stat.kind() != Stat.Kind.FOLDER) {
      delete(path, run);
      following.listener().deleted();
      return new Tree(1, stat.size());
    }
    Tree gone = Tree.NONE;
    for (String name : registry.storage().list(path).found().orElse(List.of())) {
      gone = gone.plus(remove(Source.join(path, name), run, following));
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
    if (!below(path, run) || (path + "/").startsWith(registry.moved(run) + "/")) {
      throw new IllegalStateException("not in the quarantine, or not committed: " + path);
    }
    lease.check();
    registry.storage().delete(path);
  }

  private boolean below(String path, String run) {
    return path.startsWith(registry.folder(run) + "/") && RunId.started(run).isPresent();
  }
}
