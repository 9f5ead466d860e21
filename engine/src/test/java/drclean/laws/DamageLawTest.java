// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.ManifestFile;
import drclean.layout.V1;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.storage.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law 6: what cannot be read makes a plan smaller or refused, never larger.
class DamageLawTest {
  /// Damages a world, and says how it is read afterwards and what was done to it.
  private record Damage(String what, Source source) {}

  @Test
  void damageNeverMakesAPlanLarger() {
    Seeds.each(
        800,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          for (Keep keep : Keep.values()) {
            smaller(world, keep, new Chance(seed + 1));
          }
        });
  }

  /// What was remembered of a whole registry must not hide what is damaged since.
  @Test
  void whatIsRememberedNeverMakesAPlanLarger(@TempDir Path folder) {
    Seeds.each(
        400,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          for (Keep keep : Keep.values()) {
            var memory = new ManifestFile(folder.resolve(keep + "-" + seed));
            Cleaning.of(world, keep).steps(world.storage(), memory);
            World damaged = world.copy();
            Damage damage = changed(damaged, new Chance(seed + 2));
            Set<String> more = paths(Cleaning.of(damaged, keep).steps(damage.source(), memory));
            more.removeAll(paths(Cleaning.of(damaged, keep).steps(damage.source())));
            assertEquals(Set.of(), more, keep + ": remembered in spite of " + damage.what());
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
    return chance.below(4) == 0
        ? veiled(world, chance.pick(List.copyOf(world.tree().nodes().keySet())))
        : changed(world, chance);
  }

  /// Damage to the bytes themselves, not to who may read them.
  private static Damage changed(World world, Chance chance) {
    List<String> files = List.copyOf(world.tree().files().keySet());
    return switch (chance.below(3)) {
      case 0 -> written(world, chance.pick(without(world, files, "")), "");
      case 1 -> written(world, chance.pick(without(world, files, "torn")), "torn");
      default -> lost(world, chance);
    };
  }

  private static Damage written(World world, String path, String text) {
    world.storage().put(path, text.getBytes(StandardCharsets.UTF_8), world.storage().time(path));
    return new Damage("'" + text + "' in " + path, world.storage());
  }

  /// The files that do not hold this text already.
  private static List<String> without(World world, List<String> files, String text) {
    return files.stream()
        .filter(path -> !world.tree().nodes().get(path).text().equals(text))
        .toList();
  }

  /// Only content and the targets of tags, or all of the folder around one: a link that is gone was
  /// deleted by somebody.
  private static Damage lost(World world, Chance chance) {
    boolean first = world.layout() instanceof V1;
    String file =
        chance.pick(
            world.tree().files().keySet().stream()
                .filter(
                    path ->
                        first
                            ? path.startsWith("images/")
                            : path.endsWith("/current/link")
                                || (path.endsWith("/data") && mustBeThere(world, path)))
                .toList());
    String path = !first && chance.percent(50) ? Tree.parent(file) : file;
    List.copyOf(world.tree().nodes().keySet()).reversed().stream()
        .filter(below -> below.equals(path) || below.startsWith(path + "/"))
        .forEach(world.storage()::delete);
    return new Damage("the loss of " + path, world.storage());
  }

  /// A manifest that only an index names may lawfully be absent: the index is sparse.
  private static boolean mustBeThere(World world, String data) {
    String text = world.tree().nodes().get(data).text();
    String hex = hex(Tree.parent(data));
    boolean manifest = text.startsWith("{\"schemaVersion\"") || text.startsWith("{\"mediaType\"");
    return !manifest
        || world.tree().files().keySet().stream()
            .anyMatch(path -> path.endsWith("/revisions/sha256/" + hex + "/link"))
        || world.tree().files().keySet().stream()
            .filter(path -> path.endsWith("/current/link"))
            .anyMatch(path -> world.tree().nodes().get(path).text().endsWith(hex));
  }

  private static Damage veiled(World world, String path) {
    return new Damage("who may not read " + path, new VeiledSource(world.storage(), path));
  }
}
