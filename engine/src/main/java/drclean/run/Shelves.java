// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All runs in a quarantine, newest first, as places to look for one item, and what was given back
/// from them.
final class Shelves {
  private final Registry registry;
  private final Listener listener;
  private final List<String> runs;
  private final Set<String> kinds = new HashSet<>();
  private final List<GivenBack> givenBack = new ArrayList<>();
  private final List<GivenBack> stuck = new ArrayList<>();
  private Optional<Inventory> inventory = Optional.empty();

  Shelves(Registry registry, Listener listener) {
    this.registry = registry;
    this.listener = listener;
    this.runs = Runs.ids(registry);
    for (String run : runs) {
      registry.storage().list(registry.moved(run)).found().orElse(List.of()).stream()
          .map(kind -> run + "/" + kind)
          .forEach(kinds::add);
    }
  }

  /// Forgets what was given back, for another round with what is known now.
  void begin(Inventory seen) {
    inventory = Optional.of(seen);
    givenBack.clear();
    stuck.clear();
  }

  List<GivenBack> givenBack() {
    return List.copyOf(givenBack);
  }

  List<GivenBack> stuck() {
    return List.copyOf(stuck);
  }

  List<String> runs() {
    return runs;
  }

  /// The runs that have moved anything that lies in the folder of this item.
  List<String> near(Item item) {
    List<String> with = with(item);
    if (with.isEmpty()) {
      return with;
    }
    String path = registry.layout().path(item);
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return with.stream().filter(run -> registry.exists(registry.moved(run, item, folder))).toList();
  }

  /// The runs that have moved anything of this kind.
  private List<String> with(Item item) {
    return runs.stream().filter(run -> kinds.contains(run + "/" + item.kind())).toList();
  }

  /// Whether a run has moved links.
  boolean keepsLinks(String run) {
    return kinds.contains(run + "/manifest-link") || kinds.contains(run + "/layer-link");
  }

  /// Gives an item back from the newest run that has it whole.
  void give(Item item, String because) {
    give(with(item), item, because);
  }

  void give(List<String> from, Item item, String because) {
    for (String run : item instanceof Item.Blob blob ? wholeFirst(from, blob) : from) {
      if (give(run, item, registry.layout().path(item), because)) {
        return;
      }
    }
  }

  /// The runs that have any of a blob: first the copy of the size that is claimed for it, then the
  /// one with most parts, then the largest.
  private List<String> wholeFirst(List<String> from, Item.Blob blob) {
    long claimed = claimed(blob);
    var copies = new LinkedHashMap<String, Copy>();
    for (String run : from) {
      copies.put(run, Copy.at(registry, registry.moved(run, blob)));
    }
    copies.values().removeIf(Copy::hollow);
    return copies.entrySet().stream()
        .sorted(
            Map.Entry.<String, Copy>comparingByValue(
                Comparator.<Copy>comparingInt(copy -> copy.bytes() == claimed ? 0 : 1)
                    .thenComparingInt(copy -> -copy.parts().size())
                    .thenComparingLong(copy -> -copy.bytes())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private long claimed(Item.Blob blob) {
    return inventory
        .filter(seen -> seen.digests().find(blob.digest()) >= 0)
        .map(seen -> seen.sizes().get(seen.digests().find(blob.digest())))
        .orElse(Sizes.UNKNOWN);
  }

  /// Gives an item back from one run; false when that has it not.
  boolean give(String run, Item item, String path, String because) {
    var back = new GivenBack(item, run, path, because);
    return switch (registry.giveBack(run, item, path)) {
      case DONE -> {
        givenBack.add(back);
        listener.gaveBack(back);
        yield true;
      }
      case GONE, TOO_EARLY -> false;
      case TAKEN -> {
        stuck.add(back);
        yield true;
      }
    };
  }
}
