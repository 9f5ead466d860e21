// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Bond;
import drclean.registry.Digests;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.retention.judging.Evidence;
import drclean.run.Registry;
import drclean.run.Runs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the tags pointed at that runs removed and that are still in quarantine, and when those runs
/// began. The quarantine is read when it is first asked for.
final class RemovedTags {
  private final Registry registry;
  private final Inventory inventory;
  private final Map<Integer, Map<Integer, Long>> spread = new ConcurrentHashMap<>();
  private Optional<Map<String, Map<Integer, Long>>> byRepository = Optional.empty();

  RemovedTags(Registry registry, Inventory inventory) {
    this.registry = registry;
    this.inventory = inventory;
  }

  /// The manifests of a repository that lost a tag so, and when that was.
  Map<Integer, Long> of(String repository) {
    return all().getOrDefault(repository, Map.of());
  }

  private synchronized Map<String, Map<Integer, Long>> all() {
    if (byRepository.isEmpty()) {
      var all = new HashMap<String, Map<Integer, Long>>();
      Runs.ids(registry).forEach(run -> add(run, all));
      byRepository = Optional.of(all);
    }
    return byRepository.get();
  }

  private void add(String run, Map<String, Map<Integer, Long>> all) {
    long began = Runs.started(run).toEpochMilli();
    try (var moves = Runs.moves(registry, run)) {
      moves.forEach(
          move -> {
            if (move.item() instanceof Item.Tag(var repository, _)
                && move.bond() instanceof Bond.Target(var target)) {
              int digest = inventory.digests().find(target);
              if (digest != Digests.NONE) {
                all.computeIfAbsent(repository, _ -> new HashMap<>())
                    .merge(digest, began, Math::max);
              }
            }
          });
    }
  }

  /// When a manifest lost its tag so, or one that it is a part of or speaks of did;
  /// [Evidence#UNKNOWN] where none did.
  long with(int place, int digest) {
    return spread.computeIfAbsent(place, this::spread).getOrDefault(digest, Evidence.UNKNOWN);
  }

  private Map<Integer, Long> spread(int place) {
    Repository repository = inventory.repositories().get(place);
    Map<Integer, List<Integer>> referrers = referrers(repository);
    var all = new HashMap<Integer, Long>();
    var ahead = new Ints();
    of(repository.name()).forEach((digest, began) -> put(all, ahead, digest, began));
    while (!ahead.isEmpty()) {
      int digest = ahead.pop();
      long began = all.getOrDefault(digest, Evidence.UNKNOWN);
      inventory.needs().eachManifest(digest, child -> put(all, ahead, child, began));
      referrers.getOrDefault(digest, List.of()).forEach(by -> put(all, ahead, by, began));
    }
    return all;
  }

  private Map<Integer, List<Integer>> referrers(Repository repository) {
    var referrers = new HashMap<Integer, List<Integer>>();
    for (int manifest : repository.manifests().digests()) {
      int subject = inventory.needs().subject(manifest);
      if (subject >= 0) {
        referrers.computeIfAbsent(subject, _ -> new ArrayList<>()).add(manifest);
      }
    }
    return referrers;
  }

  private static void put(Map<Integer, Long> all, Ints ahead, int digest, long began) {
    if (all.getOrDefault(digest, Evidence.UNKNOWN) < began) {
      all.put(digest, began);
      ahead.add(digest);
    }
  }
}
