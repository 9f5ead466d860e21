// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /// Forgets what was given back, for another round.
  void begin() {
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

  /// Gives an item back from the newest run that has it.
  void give(Item item, String because) {
    give(with(item), item, because);
  }

  void give(List<String> from, Item item, String because) {
    for (String run : from) {
      if (give(run, item, registry.layout().path(item), because)) {
        return;
      }
    }
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
      case GONE -> false;
      case TAKEN -> {
        stuck.add(back);
        yield true;
      }
    };
  }
}
