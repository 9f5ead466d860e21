// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Bond;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.run.Registry;
import drclean.run.Runs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the tags pointed at that runs removed and that are still in quarantine, and when those runs
/// began. The quarantine is read when it is first asked for.
final class RemovedTags {
  private final Registry registry;
  private final Inventory inventory;
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
}
