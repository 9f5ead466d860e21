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
import java.util.function.Function;

/// When the manifests of a repository lost their tags. A tag's history tells it: what came next in
/// it took the tag away. A tag that a run removed, and that is still in quarantine, was lost when
/// the run began. Of a manifest that neither names, or that was pushed again since, nothing is
/// known: it may have lost its tag by the API a moment ago. Where one history cannot be read,
/// nothing is known of the whole repository.
final class Losses {
  private final Inventory inventory;
  private final Facts facts;
  private final Map<Integer, Optional<Lost>> known = new ConcurrentHashMap<>();
  private final RemovedTags removed;

  /// The losses of one repository: all that are known, and those of runs alone.
  private record Lost(Map<Integer, Long> all, Map<Integer, Long> byRun) {}

  private Losses(Registry registry, Inventory inventory, Facts facts) {
    this.inventory = inventory;
    this.facts = facts;
    this.removed = new RemovedTags(registry, inventory);
  }

  static Losses of(Registry registry, Inventory inventory) {
    return new Losses(
        registry, inventory, registry.layout().facts(registry.storage(), registry.means()));
  }

  /// When a manifest lost its last tag; [Evidence#UNKNOWN] where that cannot be told.
  long at(int place, int digest) {
    return since(place, digest, Lost::all);
  }

  /// When a run took the last tag of a manifest; [Evidence#UNKNOWN] where none did.
  long byRun(int place, int digest) {
    return since(place, digest, Lost::byRun);
  }

  /// What was pushed after its last known loss had a tag again, or not, and nobody knows until
  /// when.
  private long since(int place, int digest, Function<Lost, Map<Integer, Long>> which) {
    long lost = lost(place).map(which).map(all -> all.get(digest)).orElse(Evidence.UNKNOWN);
    long linked = lost == Evidence.UNKNOWN ? lost : linked(place, digest);
    return linked == Evidence.UNKNOWN || linked > lost ? Evidence.UNKNOWN : lost;
  }

  private Optional<Lost> lost(int place) {
    Optional<Lost> losses = known.get(place);
    if (losses == null) {
      losses = losses(inventory.repositories().get(place));
      known.put(place, losses);
    }
    return losses;
  }

  private long linked(int place, int digest) {
    Repository repository = inventory.repositories().get(place);
    var link = new Item.ManifestLink(repository.name(), inventory.digests().get(digest));
    return facts.linked(link).map(Instant::toEpochMilli).orElse(Evidence.UNKNOWN);
  }

  private Optional<Lost> losses(Repository repository) {
    Map<Integer, Long> byRun = removed.of(repository.name());
    var losses = new HashMap<>(byRun);
    for (Tagged tag : repository.tags()) {
      Optional<List<Past>> history = facts.history(new Item.Tag(repository.name(), tag.name()));
      if (history.isEmpty()) {
        return Optional.empty();
      }
      add(losses, history.get(), tag);
    }
    return Optional.of(
        new Lost(
            Spread.of(inventory, repository, losses), Spread.of(inventory, repository, byRun)));
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
