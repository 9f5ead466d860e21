// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2World;
import drclean.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes random v1 registries: chains that branch, tags that move, images that nothing needs, young
/// ones among them, and damage.
final class RandomV1 {
  private static final List<String> REPOSITORIES = List.of("library/a", "team/b", "team/c");
  private static final List<String> TAGS = List.of("v1", "v2", "latest");

  private final Chance chance;
  private final MemoryStorage storage = new MemoryStorage(() -> World.NOW);
  private final Map<String, List<String>> chains = new HashMap<>();
  private final List<String> images = new ArrayList<>();
  private Instant time = World.NOW.minus(Duration.ofDays(30));

  RandomV1(Chance chance) {
    this.chance = chance;
  }

  MemoryStorage registry(World.Health health) {
    storage.putFolder("repositories", time);
    image();
    happen(6 + chance.below(8));
    if (chance.percent(20)) {
      storage.putFolder("repositories/gone", time);
      storage.putFolder("repositories/gone/away", time);
    }
    if (health == World.Health.DAMAGED) {
      damage();
    }
    time = World.NOW.minus(Duration.ofHours(1));
    happen(chance.below(3));
    return storage;
  }

  private void happen(int times) {
    for (int i = 0; i < times; i++) {
      if (chance.percent(65)) {
        image();
      } else {
        tag();
      }
    }
  }

  private void image() {
    String id = V2World.digest("image " + images.size()).hex();
    var chain = new ArrayList<>(List.of(id));
    if (!images.isEmpty() && chance.percent(75)) {
      chain.addAll(chains.get(chance.pick(images)));
    }
    images.add(id);
    chains.put(id, chain);
    String parent = chain.size() == 1 ? "" : ",\"parent\":\"%s\"".formatted(chain.get(1));
    put(id, "json", "{\"id\":\"%s\"%s}".formatted(id, parent));
    put(id, "ancestry", "[\"" + String.join("\", \"", chain) + "\"]");
    put(id, "layer", "layer of " + id);
    put(id, "_checksum", "[]");
    if (chance.percent(10)) {
      put(id, "_inprogress", "true");
    }
  }

  /// A folder is as old as the last file that came into it.
  private void put(String image, String file, String text) {
    storage.putFolder("images/" + image, time);
    write("images/" + image + "/" + file, text);
  }

  private void write(String path, String text) {
    storage.put(path, text.getBytes(StandardCharsets.UTF_8), time);
  }

  private void tag() {
    String image = chance.pick(images);
    String repository = "repositories/" + chance.pick(REPOSITORIES);
    String tag = chance.pick(TAGS);
    write(repository + "/tag_" + tag, image);
    notes(repository, tag);
    var index = new ArrayList<String>();
    chains.get(chance.pick(images)).forEach(id -> index.add("{\"id\": \"%s\"}".formatted(id)));
    chains.get(image).forEach(id -> index.add("{\"id\": \"%s\"}".formatted(id)));
    write(repository + "/_index_images", index.toString());
  }

  /// What the server notes about a push, where it does.
  private void notes(String repository, String tag) {
    if (chance.percent(80)) {
      write(repository + "/tag" + tag + "_json", "{\"docker_version\": \"1.6\"}");
    }
    if (tag.equals("latest") && chance.percent(80)) {
      write(repository + "/json", "{\"last_update\": 1}");
    }
  }

  private void damage() {
    String image = "images/" + chance.pick(images) + "/";
    switch (chance.below(5)) {
      case 0 -> write(image + "ancestry", "[\"" + chance.pick(images) + "\", \"tor");
      case 1 -> write(image + "json", "");
      case 2 -> storage.delete(image + "ancestry");
      case 3 -> storage.delete(image + "json");
      default -> write("repositories/" + chance.pick(REPOSITORIES) + "/tag_torn", "");
    }
  }
}
