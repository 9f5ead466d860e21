// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2World;
import drclean.registry.Item;
import java.util.List;

/// Damages a v2 registry as crashes, bad disks and people do.
final class DamageV2 {
  private final Chance chance;
  private final V2World world;

  DamageV2(Chance chance, V2World world) {
    this.chance = chance;
    this.world = world;
  }

  void happen(List<RandomV2.Pushed> pushed) {
    for (int i = 0; i <= chance.below(3); i++) {
      RandomV2.Pushed one = chance.pick(pushed);
      String manifest = "/" + V2World.digest(one.json()).hex() + "/";
      switch (chance.below(7)) {
        case 0 -> world.lose(one.json());
        case 1 -> spoil(".+/blobs/.+" + manifest + "data");
        case 2 -> spoil(".+/revisions/.+" + manifest + "link");
        case 3 -> lose(".+/blobs/.+/data");
        case 4 -> spoil(".+/current/link");
        case 5 -> spoil(".+/_layers/.+/link");
        default -> tagWithoutTarget(one);
      }
    }
  }

  /// The files of this form that are there; none where the last of them was lost.
  private List<String> there(String form) {
    return world.paths().stream().filter(path -> path.matches(form)).toList();
  }

  private void lose(String form) {
    List<String> there = there(form);
    if (!there.isEmpty()) {
      world.remove(chance.pick(there));
    }
  }

  private void spoil(String form) {
    List<String> there = there(form);
    if (there.isEmpty()) {
      return;
    }
    String path = chance.pick(there);
    String text = world.text(path);
    switch (chance.below(5)) {
      case 0 -> world.put(path, "");
      case 1 -> world.put(path, text.substring(0, text.length() / 2));
      case 2 -> world.put(path, text + "\n" + text);
      case 3 -> world.put(path, flipped(text));
      default -> world.remove(path).folder(path);
    }
  }

  /// A text as long as it was, with one other letter in the middle.
  private static String flipped(String text) {
    int at = text.length() / 2;
    char other = text.isEmpty() || text.charAt(at) == '0' ? '1' : '0';
    return text.isEmpty() ? text : text.substring(0, at) + other + text.substring(at + 1);
  }

  private void tagWithoutTarget(RandomV2.Pushed one) {
    String tag = one.repository() + ":half";
    world.manifest(tag, one.json());
    world.remove(world.path(new Item.Tag(one.repository(), "half")) + "/current/link");
  }
}
