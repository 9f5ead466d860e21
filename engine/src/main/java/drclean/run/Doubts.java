// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Descent;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Tagged;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Gives back what runs took of repositories whose needs are not known: each link, and the content
/// that it names. What a repository serves it links, so nothing in quarantine is left that it may
/// need. A manifest that cannot be read where it lies is given back, too; where the torn one does
/// not give way, the whole one waits. A manifest that came back since the survey is in doubt no
/// longer: the next look reads it.
final class Doubts {
  private final Registry registry;
  private final Inventory inventory;
  private final Shelves shelves;

  Doubts(Registry registry, Inventory inventory, Shelves shelves) {
    this.registry = registry;
    this.inventory = inventory;
    this.shelves = shelves;
  }

  void give() {
    inventory.unreadable().stream()
        .mapToObj(inventory.digests()::get)
        .forEach(id -> shelves.give(new Item.Blob(id), "it cannot be read where it lies"));
    Set<String> repositories = repositories();
    if (!repositories.isEmpty()) {
      shelves.runs().stream().filter(shelves::keepsLinks).forEach(run -> give(run, repositories));
    }
  }

  /// The repositories of which it is not known what they need.
  private Set<String> repositories() {
    var descent = new Descent(inventory);
    BitSet unreadable = unreadable();
    var doubtful = new HashSet<String>();
    for (Repository repository : inventory.repositories()) {
      Reach.descend(descent, repository);
      boolean known =
          repository.whole() == Whole.YES
              && repository.tags().stream().allMatch(Tagged::readable)
              && !(descent.blind() && reaches(descent, unreadable));
      if (!known) {
        doubtful.add(repository.name());
      }
    }
    return doubtful;
  }

  private static boolean reaches(Descent descent, BitSet digests) {
    var found = new BitSet();
    descent.eachReached(digest -> found.set(digest, digests.get(digest)));
    return !found.isEmpty();
  }

  private BitSet unreadable() {
    var unreadable = (BitSet) inventory.unreadable().clone();
    for (GivenBack back : shelves.givenBack()) {
      if (back.item() instanceof Item.Blob(var digest)
          && inventory.digests().find(digest) != Digests.NONE) {
        unreadable.clear(inventory.digests().find(digest));
      }
    }
    return unreadable;
  }

  private void give(String run, Set<String> repositories) {
    try (Stream<Step> steps = Kept.steps(registry, run).get()) {
      steps
          .filter(step -> step instanceof Step.Move)
          .filter(step -> repositories.contains(Selection.repository(step.item())))
          .forEach(step -> give(run, step));
    } catch (PlanLines.NotWhole _) {
      // It was whole a moment ago; such a run is held, and the next look reads what it moved.
    }
  }

  private void give(String run, Step step) {
    String because = "what " + Selection.repository(step.item()) + " needs is not known";
    switch (step.item()) {
      case Item.ManifestLink(_, var digest) -> link(run, step, digest, because);
      case Item.LayerLink(_, var digest) -> link(run, step, digest, because);
      case Item.Tag _,
          Item.Metadata _,
          Item.Index _,
          Item.History _,
          Item.Blob _,
          Item.Upload _,
          Item.Debris _,
          Item.Folder _ -> {}
    }
  }

  private void link(String run, Step step, Digest digest, String because) {
    boolean linked = shelves.give(run, step.item(), step.path(), because);
    int id = inventory.digests().find(digest);
    if (linked && (id < 0 || !inventory.blobs().get(id))) {
      shelves.give(new Item.Blob(digest), because);
    }
  }
}
