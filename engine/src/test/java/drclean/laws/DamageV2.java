// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2World;
import drclean.registry.Item;
import java.util.List;

/// Damages a v2 registry as crashes and people do.
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
      String data = world.data(V2World.digest(one.json()));
      var link = new Item.ManifestLink(one.repository(), V2World.digest(one.json()));
      switch (chance.below(6)) {
        case 0 -> world.lose(one.json());
        case 1 -> world.put(data, "{\"torn");
        case 2 -> world.put(world.path(link) + "/link", "sha256:to");
        case 3 -> world.lose("layer " + chance.below(9));
        case 4 -> world.put(world.path(new Item.Tag(one.repository(), "v1")) + "/current/link", "");
        default -> tagWithoutTarget(one);
      }
    }
  }

  private void tagWithoutTarget(RandomV2.Pushed one) {
    String tag = one.repository() + ":half";
    world.manifest(tag, one.json());
    world.remove(world.path(new Item.Tag(one.repository(), "half")) + "/current/link");
  }
}
