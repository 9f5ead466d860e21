// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Scope.Keep;
import drclean.plan.World.Place;
import drclean.registry.Repository.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What lives in a world, the slow and obvious way: every rule is tried on everything until no rule
/// adds anything. It knows what torn manifests need, as their publisher does.
final class Oracle {
  private final Map<String, Set<String>> reached = new TreeMap<>();
  final Set<String> live = new TreeSet<>();
  private final World world;
  private final Keep keep;
  private final boolean believesDamage;
  private boolean changed = true;

  private Oracle(World world, Keep keep, boolean believesDamage) {
    this.world = world;
    this.keep = keep;
    this.believesDamage = believesDamage;
  }

  /// What lives in the eyes of one who saw the damage: what is linked beside it lives, too.
  static Oracle cautious(World world, Keep keep) {
    return new Oracle(world, keep, true).settle();
  }

  /// What lives in truth.
  static Oracle knowing(World world, Keep keep) {
    return new Oracle(world, keep, false).settle();
  }

  private Oracle settle() {
    while (changed) {
      changed = false;
      world.youngBlobs.forEach(this::bytes);
      world.pins.forEach(this::bytes);
      world.repositories.forEach(this::repository);
      List.copyOf(live).forEach(name -> needs(name).forEach(this::bytes));
    }
    return this;
  }

  /// What a repository reaches.
  Set<String> reached(String repository) {
    return reached.computeIfAbsent(repository, _ -> new HashSet<>());
  }

  private void bytes(String name) {
    changed |= live.add(name);
  }

  private void reach(String repository, String name) {
    changed |= reached(repository).add(name);
    bytes(name);
  }

  private List<String> needs(String name) {
    var needs = new ArrayList<>(world.manifests.getOrDefault(name, List.of()));
    if (world.aliases.containsKey(name)) {
      needs.add(world.aliases.get(name));
    }
    return believesDamage && world.torn.contains(name) ? List.of() : needs;
  }

  private void repository(String name, Place place) {
    place.layers.stream().filter(place.young::contains).forEach(this::bytes);
    place.tags.forEach(
        (tag, target) -> {
          if (needed(place, tag)) {
            reach(name, target);
          }
        });
    place.manifests.stream()
        .filter(manifest -> root(name, place, manifest))
        .forEach(manifest -> reach(name, manifest));
    List.copyOf(reached(name)).forEach(d -> needs(d).forEach(need -> reach(name, need)));
    if (believesDamage && damaged(name, place)) {
      place.tags.values().forEach(target -> reach(name, target));
      place.manifests.forEach(manifest -> reach(name, manifest));
      place.layers.forEach(layer -> reach(name, layer));
      world.repositories.values().stream()
          .flatMap(other -> other.manifests.stream())
          .filter(manifest -> mayBeNamed(name, manifest))
          .toList()
          .forEach(manifest -> reach(name, manifest));
    }
  }

  /// What cannot be read may name a manifest of which the repository has every part.
  private boolean mayBeNamed(String repository, String manifest) {
    return world.manifests.containsKey(manifest)
        && !world.torn.contains(manifest)
        && needs(manifest).stream()
            .filter(world.content::contains)
            .allMatch(reached(repository)::contains);
  }

  private boolean root(String name, Place place, String manifest) {
    String subject = world.subjects.getOrDefault(manifest, "");
    boolean unknown = believesDamage && world.torn.contains(manifest);
    return keep == Keep.LINKED
        || place.young.contains(manifest)
        || world.pins.contains(manifest)
        || (!unknown && reached(name).contains(subject))
        || (unknown && world.content.contains(manifest));
  }

  boolean damaged(String name, Place place) {
    return place.whole != Whole.YES || reached(name).stream().anyMatch(world.torn::contains);
  }

  /// Whether a tag stays.
  boolean needed(Place place, String tag) {
    List<String> subjects =
        world.repositories.values().stream()
            .flatMap(p -> p.manifests.stream())
            .filter(m -> tag.startsWith(World.fallback(m)))
            .toList();
    return keep == Keep.LINKED
        || subjects.isEmpty()
        || subjects.stream().anyMatch(live::contains)
        || place.manifests.stream()
            .filter(place.young::contains)
            .anyMatch(manifest -> manifest.equals(place.tags.get(tag)));
  }

  /// Whether a repository's link of a layer stays.
  boolean layer(String repository, String layer) {
    Place place = world.place(repository);
    return reached(repository).contains(layer)
        || place.young.contains(layer)
        || reached(repository).contains(world.aliases.getOrDefault(layer, "none"));
  }
}
