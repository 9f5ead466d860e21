// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Unneeded.Part;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The entries of tag histories that go: those that name a manifest whose link goes. The history of
/// a tag that goes leaves with the tag.
final class Histories {
  private static final Comparator<Item.History> BY_TAG =
      Comparator.comparing(Item.History::tag).thenComparing(Item.History::digest);

  private final Inventory inventory;
  private final List<Part> moved;
  private final Map<String, List<Item.History>> entries;

  Histories(Inventory inventory, List<Part> moved, List<Item.History> entries) {
    this.inventory = inventory;
    this.moved = moved;
    this.entries = entries.stream().collect(Collectors.groupingBy(Item.History::repository));
  }

  /// Those of one repository, by tag and digest.
  Stream<Item.History> of(int repository) {
    Repository linking = inventory.repositories().get(repository);
    List<Item.History> found = entries.getOrDefault(linking.name(), List.of());
    if (found.isEmpty()) {
      return Stream.empty();
    }
    Part part = moved.get(repository);
    var manifests = new BitSet();
    part.manifests().stream().forEach(at -> manifests.set(linking.manifests().digests()[at]));
    var tags =
        part.tags().stream()
            .mapToObj(at -> linking.tags().get(at).name())
            .collect(Collectors.toSet());
    return found.stream()
        .filter(entry -> !tags.contains(entry.tag()))
        .filter(entry -> named(manifests, entry))
        .sorted(BY_TAG);
  }

  private boolean named(BitSet manifests, Item.History entry) {
    int manifest = inventory.digests().find(entry.digest());
    return manifest >= 0 && manifests.get(manifest);
  }
}
