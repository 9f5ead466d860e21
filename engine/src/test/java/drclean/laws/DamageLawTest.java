// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.V1;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.storage.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Law 6: what cannot be read makes a plan smaller or refused, never larger.
class DamageLawTest {
  /// Damages a world, and says how it is read afterwards and what was done to it.
  private record Damage(String what, Source source) {}

  @Test
  void damageNeverMakesAPlanLarger() {
    Seeds.each(
        1200,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          for (Keep keep : Keep.values()) {
            smaller(world, keep, new Chance(seed + 1));
          }
        });
  }

  /// What one repository needs and does not link, and another links, was not served by the one, and
  /// goes with the other's link to it.
  private static void smaller(World world, Keep keep, Chance chance) {
    Set<String> before = paths(Cleaning.of(world, keep).steps());
    World damaged = world.copy();
    Damage damage = damage(damaged, chance);
    Set<String> more = paths(Cleaning.of(damaged, keep).steps(damage.source()));
    more.removeAll(before);
    if (keep == Keep.TAGGED) {
      String unlinked = String.join(" ", world.truth(world.tree(), keep).dangling());
      String all = String.join(" ", world.tree().files().keySet());
      more.removeIf(
          path ->
              unlinked.contains(hex(path) + " linked")
                  && all.contains("/revisions/sha256/" + hex(path) + "/link"));
    }
    assertEquals(Set.of(), more, keep + ": planned because of " + damage.what());
  }

  private static String hex(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Set<String> paths(List<Step> steps) {
    return steps.stream().map(Step::path).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Damage damage(World world, Chance chance) {
    List<String> all = List.copyOf(world.tree().nodes().keySet());
    List<String> files = List.copyOf(world.tree().files().keySet());
    String path = chance.pick(files);
    return switch (chance.below(4)) {
      case 0 -> written(world, path, "");
      case 1 -> written(world, path, "torn");
      case 2 -> lost(world, path);
      default -> veiled(world, chance.pick(world.layout() instanceof V1 ? files : all));
    };
  }

  private static Damage written(World world, String path, String text) {
    world.storage().put(path, text.getBytes(StandardCharsets.UTF_8), world.storage().time(path));
    return new Damage("'" + text + "' in " + path, world.storage());
  }

  /// Only content and the targets of tags: a link that is gone was deleted by somebody.
  private static Damage lost(World world, String path) {
    boolean content = path.endsWith("/data") || path.endsWith("/current/link");
    if (world.layout() instanceof V1 ? path.startsWith("images/") : content) {
      world.storage().delete(path);
    }
    return new Damage("the loss of " + path, world.storage());
  }

  private static Damage veiled(World world, String path) {
    return new Damage("who may not read " + path, new VeiledSource(world.storage(), path));
  }
}
