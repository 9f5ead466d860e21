// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Scope.Keep;
import drclean.registry.Attachments;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Look;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Tagged;
import drclean.registry.Unneeded.Part;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What lives in an inventory. Bytes live in the whole registry, links in each repository by
/// itself: a repository reaches what its own roots need.
///
/// The roots of a repository are its tags; the manifests that it links, or only the young and the
/// pinned among them; and all that it links when what it needs cannot be known. A tag that is an
/// attachment is a root when its subject lives anywhere or is no manifest of this registry.
public final class Liveness {
  private final Inventory inventory;
  private final Keep keep;
  private final List<Part> young;
  private final BitSet pinned = new BitSet();
  private final Attachments attachments;
  private final Descent descent;
  private boolean sheltered;

  private Liveness(Inventory inventory, Keep keep, Optional<Look> look) {
    this.inventory = inventory;
    this.keep = keep;
    this.young = look.map(Look::youngParts).orElse(List.of());
    look.ifPresent(l -> l.pins().keySet().forEach(pinned::set));
    this.attachments =
        keep == Keep.TAGGED ? Attachments.of(inventory) : Attachments.none(inventory);
    this.descent = new Descent(inventory);
  }

  /// What lives under this answer to what keeps a manifest; without a look nothing is young.
  public static Liveness of(Inventory inventory, Keep keep, Optional<Look> look) {
    Liveness liveness = begin(inventory, keep, look);
    liveness.walkAll();
    return liveness;
  }

  /// As [#of], for one who walks every repository himself before he asks what lives: each walk is
  /// final, but bytes are known to live only after all of them.
  static Liveness begin(Inventory inventory, Keep keep, Optional<Look> look) {
    var liveness = new Liveness(inventory, keep, look);
    liveness.registry(look.map(Look::youngBlobs).orElse(new BitSet()));
    if (!liveness.attachments.isEmpty()) {
      liveness.walkAll();
      liveness.settle();
    }
    return liveness;
  }

  private void walkAll() {
    for (int i = 0; i < inventory.repositories().size(); i++) {
      walk(i);
    }
  }

  private void registry(BitSet youngBlobs) {
    youngBlobs.stream().forEach(descent::reach);
    pinned.stream().forEach(descent::reach);
    for (int i = 0; i < young.size(); i++) {
      reach(inventory.repositories().get(i).layers(), young.get(i).layers());
    }
    descent.run();
  }

  /// A subject that lives in one repository makes attachments of others live, and those may be
  /// subjects themselves. Each is walked from once, so that no chain of them costs more.
  private void settle() {
    var waiting = new Waiting(inventory, attachments);
    var companions = new HashMap<Integer, Companions>();
    Map<Integer, Ints> ready = new TreeMap<>();
    descent.live().stream().forEach(subject -> waiting.take(subject, ready));
    var sheltering = new BitSet();
    for (var now = ready; !now.isEmpty(); ) {
      var next = new TreeMap<Integer, Ints>();
      now.keySet().removeIf(sheltering::get);
      now.forEach(
          (repository, digests) -> {
            descent.begin(companions.computeIfAbsent(repository, this::companions));
            sheltering.set(repository, shelters(repository, digests));
            descent.eachReached(subject -> waiting.take(subject, next));
          });
      now = next;
    }
  }

  /// Walks on from these, and answers whether all that the repository has is reached for it.
  private boolean shelters(int repository, Ints digests) {
    descent.reachAll(digests.toArray());
    descent.run();
    if (descent.blind()) {
      everything(inventory.repositories().get(repository));
    }
    return descent.blind();
  }

  private Companions companions(int repository) {
    return keep == Keep.TAGGED
        ? Companions.of(inventory, repository, attachments)
        : Companions.NONE;
  }

  /// All bytes that something needs.
  public BitSet live() {
    return (BitSet) descent.live().clone();
  }

  /// What the repository at this place reaches.
  public BitSet reached(int repository) {
    walk(repository);
    return descent.reached();
  }

  /// Walks one repository; [#reaches] answers for it until the next walk.
  void walk(int repository) {
    Repository linking = inventory.repositories().get(repository);
    descent.begin(companions(repository));
    tags(repository, linking);
    manifests(repository, linking.manifests());
    descent.run();
    sheltered = descent.blind() || !readable(linking);
    if (sheltered) {
      everything(linking);
    }
  }

  private void tags(int repository, Repository linking) {
    for (int tag = 0; tag < linking.tags().size(); tag++) {
      if (needs(repository, tag)) {
        descent.reach(linking.tags().get(tag).digest());
      }
    }
  }

  private void manifests(int repository, Links manifests) {
    switch (keep) {
      case LINKED -> descent.reachAll(manifests.digests());
      case TAGGED -> {
        reach(manifests, young(repository).manifests());
        for (int manifest : manifests.digests()) {
          if (pinned.get(manifest) || mayReferToAnything(manifest)) {
            descent.reach(manifest);
          }
        }
      }
    }
  }

  /// Who cannot read a manifest does not know its subject: it may be one that lives.
  private boolean mayReferToAnything(int manifest) {
    return inventory.unreadable().get(manifest);
  }

  private static boolean readable(Repository repository) {
    return repository.whole() == Whole.YES && repository.tags().stream().allMatch(Tagged::readable);
  }

  private void everything(Repository linking) {
    linking.tags().forEach(tag -> descent.reach(tag.digest()));
    descent.reachAll(linking.manifests().digests());
    descent.reachAll(linking.layers().digests());
    descent.run();
    new Perhaps(inventory, descent).reach();
  }

  private void reach(Links links, BitSet places) {
    places.stream().forEach(place -> descent.reach(links.digests()[place]));
  }

  private Part young(int repository) {
    return repository < young.size() ? young.get(repository) : Part.none();
  }

  /// Whether a repository's tag is needed.
  boolean needs(int repository, int tag) {
    return !attachments.has(repository, tag)
        || attachments.subject(repository, tag) == Attachments.ELSEWHERE
        || descent.live().get(attachments.subject(repository, tag))
        || young(repository, tag);
  }

  /// A push by tag writes the manifest's link anew.
  private boolean young(int repository, int tag) {
    Repository linking = inventory.repositories().get(repository);
    int digest = linking.tags().get(tag).digest();
    return young(repository).tags().get(tag)
        || young(repository).manifests().stream()
            .anyMatch(place -> linking.manifests().digests()[place] == digest);
  }

  /// Whether the repository that was walked last keeps all that it has.
  boolean sheltered() {
    return sheltered;
  }

  /// The attachments of a repository.
  Iterable<Integer> attachments(int repository) {
    return attachments.tags(repository);
  }

  /// Whether the repository that was walked last reaches a digest.
  boolean reaches(int digest) {
    return digest >= 0 && descent.reached(digest);
  }
}
