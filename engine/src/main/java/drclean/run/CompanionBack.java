// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Bond;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Gives back what lives and dies with a manifest that lives in its repository again: signatures,
/// attestations and other referrers; and a tag that speaks of garbage when what it points at was
/// pushed again, as no plan takes one that points at what is young.
final class CompanionBack {
  /// The kinds that have a subject or come before those that have, in the order of a plan.
  private static final Set<String> FIRST = Set.of("tag", "metadata", "history", "manifest-link");

  private static final String ANYWHERE = "";

  private final Registry registry;
  private final Inventory inventory;
  private final Shelves shelves;
  private final Optional<Recheck.Ran> ran;
  private final Map<String, Repository> named = new HashMap<>();
  private final Map<String, BitSet> manifests = new HashMap<>();
  private final Map<String, Optional<Instant>> since = new HashMap<>();

  CompanionBack(
      Registry registry, Inventory inventory, Shelves shelves, Optional<Recheck.Ran> ran) {
    this.registry = registry;
    this.inventory = inventory;
    this.shelves = shelves;
    this.ran = ran;
    inventory.repositories().forEach(repository -> named.put(repository.name(), repository));
  }

  void give() {
    shelves.runs().forEach(this::give);
  }

  private void give(String run) {
    try (Stream<Step> steps = Kept.planned(registry, run)) {
      steps
          .takeWhile(step -> FIRST.contains(step.item().kind()))
          .filter(Step.Move.class::isInstance)
          .map(Step.Move.class::cast)
          .forEach(move -> give(run, move));
    } catch (PlanLines.NotWhole _) {
      // What was read until then holds by itself; the rest of such a plan names nothing.
    }
  }

  private void give(String run, Step.Move move) {
    if (move.bond() instanceof Bond.Subject(var subject)) {
      if (lives(subject, move.item())) {
        shelves.give(run, move.item(), move.path(), "its subject lives");
      } else if (move.item() instanceof Item.Tag tag && pushedAgain(run, tag)) {
        shelves.give(run, tag, move.path(), "what it points at was pushed again");
      }
    }
  }

  private boolean lives(Digest subject, Item item) {
    return inventory.digests().find(subject) >= 0
        && manifests
            .computeIfAbsent(where(item), this::manifests)
            .get(inventory.digests().find(subject));
  }

  private boolean pushedAgain(String run, Item.Tag tag) {
    return registry
        .target(registry.moved(run, tag))
        .map(manifest -> new Item.ManifestLink(tag.repository(), manifest))
        .filter(link -> writtenSince(run, link))
        .isPresent();
  }

  private boolean writtenSince(String run, Item.ManifestLink link) {
    return since
        .computeIfAbsent(run, this::since)
        .filter(
            time -> Freshness.after(registry.storage(), registry.layout().path(link), link, time))
        .isPresent();
  }

  /// Since when what was written was not known to a run's plan.
  private Optional<Instant> since(String run) {
    return ran.filter(now -> now.run().equals(run))
        .map(Recheck.Ran::horizon)
        .or(() -> Kept.made(registry, run));
  }

  /// A tag may speak of a manifest of any repository.
  private static String where(Item item) {
    return item instanceof Item.Tag ? ANYWHERE : Selection.repository(item);
  }

  private BitSet manifests(String repository) {
    var digests = new BitSet();
    if (repository.equals(ANYWHERE)) {
      named.values().forEach(there -> add(there, digests));
    } else if (named.containsKey(repository)) {
      add(named.get(repository), digests);
    }
    return digests;
  }

  private static void add(Repository there, BitSet digests) {
    for (int manifest : there.manifests().digests()) {
      digests.set(manifest);
    }
    there.tags().stream().filter(Tagged::readable).forEach(tag -> digests.set(tag.digest()));
  }
}
