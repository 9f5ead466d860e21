// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.Facts;
import drclean.layout.Facts.Past;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.judging.Evidence;
import drclean.run.Registry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When the manifests of a repository lost their tags. A tag's history tells it: what came next in
/// it took the tag away. A tag that a run removed, and that is still in quarantine, was lost when
/// the run began. A manifest that no history names is as old as its link. Where one history cannot
/// be read, nothing is known of the whole repository.
final class Losses {
  private final Inventory inventory;
  private final Facts facts;
  private final Map<Integer, Optional<Map<Integer, Long>>> known = new ConcurrentHashMap<>();
  private final RemovedTags removed;

  Losses(Registry registry, Inventory inventory, Facts facts) {
    this.inventory = inventory;
    this.facts = facts;
    this.removed = new RemovedTags(registry, inventory);
  }

  /// When a manifest lost its last tag; [Evidence#UNKNOWN] where that cannot be told.
  long at(int place, int digest) {
    Optional<Map<Integer, Long>> losses = known.get(place);
    if (losses == null) {
      losses = losses(inventory.repositories().get(place));
      known.put(place, losses);
    }
    return losses
        .map(all -> all.getOrDefault(digest, linked(place, digest)))
        .orElse(Evidence.UNKNOWN);
  }

  private long linked(int place, int digest) {
    Repository repository = inventory.repositories().get(place);
    var link = new Item.ManifestLink(repository.name(), inventory.digests().get(digest));
    return facts.linked(link).map(Instant::toEpochMilli).orElse(Evidence.UNKNOWN);
  }

  private Optional<Map<Integer, Long>> losses(Repository repository) {
    var losses = new HashMap<>(removed.of(repository.name()));
    for (Tagged tag : repository.tags()) {
      Optional<List<Past>> history = facts.history(new Item.Tag(repository.name(), tag.name()));
      if (history.isEmpty()) {
        return Optional.empty();
      }
      add(losses, history.get(), tag);
    }
    return Optional.of(losses);
  }

  private void add(Map<Integer, Long> losses, List<Past> newestFirst, Tagged tag) {
    Instant until = tag.pushed();
    for (Past past : newestFirst) {
      int digest = inventory.digests().find(past.digest());
      if (digest != Digests.NONE && digest != tag.digest()) {
        losses.merge(digest, until.toEpochMilli(), Math::max);
      }
      until = past.since();
    }
  }

  /// The digests that a tag pointed at before, newest first.
  int[] before(int place, int tag) {
    Repository repository = inventory.repositories().get(place);
    Tagged tagged = repository.tags().get(tag);
    return facts.history(new Item.Tag(repository.name(), tagged.name())).orElse(List.of()).stream()
        .sorted(Comparator.comparing(Past::since).reversed())
        .mapToInt(past -> inventory.digests().find(past.digest()))
        .filter(digest -> digest != Digests.NONE && digest != tagged.digest())
        .toArray();
  }
}
