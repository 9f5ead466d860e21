// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.retention.judging.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is untagged with another: a manifest loses its tags with the last one that it is a part of
/// or speaks of.
final class Spread {
  private final Inventory inventory;
  private final Map<Integer, Long> all = new HashMap<>();
  private final Ints ahead = new Ints();

  private Spread(Inventory inventory) {
    this.inventory = inventory;
  }

  /// When the manifests of a repository lost their tags, from when those did that had some.
  static Map<Integer, Long> of(
      Inventory inventory, Repository repository, Map<Integer, Long> losses) {
    var spread = new Spread(inventory);
    losses.forEach(spread::put);
    spread.run(spread.referrers(repository));
    return spread.all;
  }

  private void run(Map<Integer, List<Integer>> referrers) {
    while (!ahead.isEmpty()) {
      int digest = ahead.pop();
      long lost = all.getOrDefault(digest, Evidence.UNKNOWN);
      inventory.needs().eachManifest(digest, child -> put(child, lost));
      referrers.getOrDefault(digest, List.of()).forEach(by -> put(by, lost));
    }
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

  private void put(int digest, long lost) {
    if (all.getOrDefault(digest, Evidence.UNKNOWN) < lost) {
      all.put(digest, lost);
      ahead.add(digest);
    }
  }
}
