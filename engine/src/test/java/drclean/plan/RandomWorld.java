// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.World.Place;
import drclean.registry.Repository.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Small registries in which everything that can happen happens, by chance.
final class RandomWorld {
  private static final List<String> KINDS = List.of("", ".sig", ".att", ".sbom");

  private final SplittableRandom random;
  private final World world = new World();
  private final List<String> manifests = new ArrayList<>();

  private RandomWorld(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// A world in which everything could be read; pushes, deletes and moves have happened.
  static World whole(long seed) {
    var made = new RandomWorld(seed);
    made.fill();
    made.unlink();
    return made.world;
  }

  /// A world of whole pushes in which some of it cannot be read.
  static World damaged(long seed) {
    var made = new RandomWorld(seed);
    made.fill();
    made.damage();
    return made.world;
  }

  private void fill() {
    for (int i = random.nextInt(4); i > 0; i--) {
      world.alias(repository(), "sha512 l" + random.nextInt(9), "l" + random.nextInt(9));
    }
    for (int i = 0; i < 12; i++) {
      manifest("m" + random.nextInt(100));
    }
    for (int i = 0; i < 14; i++) {
      push();
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      world.content.add("stray " + i);
      world.place(repository()).layers.add("stray " + i);
    }
    age();
  }

  private void manifest(String name) {
    if (world.manifests.containsKey(name)) {
      return;
    }
    var needs = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      needs.add(chance(3) && !manifests.isEmpty() ? any() : "l" + random.nextInt(9));
    }
    if (chance(4) && !world.aliases.isEmpty()) {
      needs.add(one(world.aliases.keySet()));
    }
    if (chance(3) && !manifests.isEmpty()) {
      world.subjects.put(name, chance(9) ? "nowhere" : any());
    }
    world.manifest(name, needs.toArray(String[]::new));
    manifests.add(name);
  }

  private void push() {
    switch (random.nextInt(4)) {
      case 0 -> world.push(repository(), "v" + random.nextInt(3), any());
      case 1 -> world.push(repository(), World.fallback(any()) + kind(), any());
      case 2 -> world.push(repository(), "moved", any());
      default -> world.link(repository(), any());
    }
  }

  private String kind() {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  private void age() {
    for (Place place : world.repositories.values()) {
      place.manifests.stream().filter(_ -> chance(20)).forEach(place.young::add);
      place.layers.stream().filter(_ -> chance(20)).forEach(place.young::add);
    }
    world.content.stream().filter(_ -> chance(30)).forEach(world.youngBlobs::add);
    manifests.stream().filter(_ -> chance(30)).forEach(world.pins::add);
  }

  private void unlink() {
    for (Place place : world.repositories.values()) {
      place.manifests.removeIf(_ -> chance(6));
      place.layers.removeIf(_ -> chance(10));
    }
  }

  /// Content that nobody links cannot be known to be a manifest, so only linked ones are torn.
  private void damage() {
    for (Place place : world.repositories.values()) {
      place.manifests.stream().filter(_ -> chance(8)).forEach(world.torn::add);
      place.whole = chance(6) ? Whole.DAMAGED : Whole.YES;
    }
  }

  private boolean chance(int one) {
    return random.nextInt(one) == 0;
  }

  private String repository() {
    return "r" + random.nextInt(4);
  }

  private String any() {
    return manifests.get(random.nextInt(manifests.size()));
  }

  private String one(Set<String> all) {
    return all.stream().skip(random.nextInt(all.size())).findFirst().orElseThrow();
  }
}
