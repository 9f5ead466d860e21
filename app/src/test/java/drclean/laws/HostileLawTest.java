// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import drclean.Typed;
import drclean.layout.V1;
import drclean.layout.V2World;
import drclean.plan.Scope.Keep;
import drclean.registry.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law 9: no input, however broken or hostile, makes a command crash, hang or leave the registry's
/// root; and what lived before is still there. A seed that fails says which, and `-Ddrclean.seed=N`
/// tries it alone.
class HostileLawTest {
  private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);
  private static final Duration HANGS = Duration.ofSeconds(90);

  private static final List<String> ASKED =
      List.of("a:v1", "library/a:latest", "x", "a@sha256:../..", "");

  @TempDir private Path temporary;

  @Test
  void hostileRegistriesAreReadAndCleanedWithoutHarm() {
    Seeds.each(
        40,
        seed -> {
          Path folder = temporary.resolve("w" + seed);
          var one = new One(seed, folder);
          assertTimeoutPreemptively(HANGS, one::live, () -> "hangs after" + one.hostile.done());
          forget(folder);
        });
  }

  private static void forget(Path folder) {
    try {
      HostileTree.remove(folder);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// The life of one hostile registry.
  private static final class One {
    private final Chance chance;
    private final World world;
    private final Path root;
    private final Path outside;
    private final Path cache;
    private final Keep keep;
    private final HostileTree hostile;

    One(long seed, Path folder) {
      this.chance = new Chance(seed + 77_000);
      this.world = World.of(seed, chance.percent(70) ? World.Health.WHOLE : World.Health.DAMAGED);
      this.root = folder.resolve("registry");
      this.outside = folder.resolve("outside");
      this.cache = folder.resolve("cache");
      this.keep = chance.pick(List.of(Keep.values()));
      this.hostile = new HostileTree(chance, root, outside);
    }

    void live() throws IOException {
      OnDisk.write(world, root);
      HostileTree.write(outside.resolve("precious"), "precious");
      HostileManifest.TWICE.push(outside, "a", V2World.digest("layer 1"));
      for (int i = 0; i <= chance.below(4); i++) {
        hurt(root);
      }
      if (chance.percent(70)) {
        OnDisk.age(root);
      }
      look();
      clean();
      for (int i = 0; i < chance.below(4) && Files.isDirectory(root.resolve("dr-clean")); i++) {
        hostile.happen(chance.percent(80) ? root.resolve("dr-clean") : cache);
      }
      look();
      change("restore", "--all");
      clean();
      purge();
      look();
    }

    private void hurt(Path below) throws IOException {
      try {
        hurtSomehow(below);
      } catch (FileSystemException _) {
        // An earlier hurt stands in the way of this one.
      }
    }

    private void hurtSomehow(Path below) throws IOException {
      if (chance.percent(75)) {
        hostile.happen(below);
        return;
      }
      var manifest = chance.pick(List.of(HostileManifest.values()));
      var needed = V2World.digest("layer 1");
      if (!(world.layout() instanceof V1)) {
        push(manifest, needed);
      } else if (Files.isDirectory(root.resolve("images"))) {
        manifest.spoil(root.resolve("images/" + V2World.digest("image 0").hex()), needed);
      }
    }

    /// A file that stands in the way already is hostile enough.
    private void push(HostileManifest manifest, Digest needed) throws IOException {
      try {
        manifest.push(root, chance.pick(List.of("a", "a/b", "new")), needed);
      } catch (FileSystemException _) {
        hostile.happen(root);
      }
    }

    /// What changes nothing, at all.
    private void look() {
      var before = Everything.of(root);
      for (int i = 0; i < 3; i++) {
        switch (chance.below(8)) {
          case 0 -> type("report", untagged());
          case 1 -> type("validate");
          case 2 -> type("validate", "--deep");
          case 3 -> type("explain", chance.pick(ASKED));
          case 4 -> type("explain", V2World.digest("layer 1").toString());
          case 5 -> type("scrub", "--dry-run", untagged());
          case 6 -> type("purge", "--hold", "0s", "--dry-run");
          default -> type("runs");
        }
      }
      assertThat(Everything.of(root)).as(hostile.done()).isEqualTo(before);
    }

    private String untagged() {
      return keep == Keep.TAGGED ? "--untagged" : "--verbose";
    }

    private void clean() {
      String even = chance.percent(50) ? "--even-if-nothing-is-tagged" : "--quiet";
      change("scrub", "--yes", "--max-percent", "100", even, untagged());
    }

    /// Whatever it does, all that was in the registry is in it or in quarantine.
    private void change(String... words) {
      var before = Everything.of(root);
      type(words);
      assertThat(before.lostIn(Everything.of(root))).as(words[0] + hostile.done()).isEmpty();
    }

    /// What lives by the slow reading of what can be read outlives even the purge.
    private void purge() {
      var before = Everything.of(root);
      var live = world.truth(OnDisk.tree(root), keep).live();
      type("purge", "--hold", "0s", "--yes");
      Map<Path, String> lost = new TreeMap<>(before.lostIn(Everything.of(root)));
      lost.keySet().removeIf(path -> live.stream().noneMatch(path::startsWith));
      assertThat(lost).as("purge" + hostile.done()).isEmpty();
    }

    /// Runs a command, and holds it to its exit codes and to its own root.
    private void type(String... words) {
      var beside = Everything.of(outside);
      var line = new ArrayList<>(List.of(words).subList(1, words.length));
      line.addAll(List.of("--cache", cache.toString()));
      var typed = Typed.at(CLOCK, words[0], root, line.toArray(String[]::new));
      String when = String.join(" ", words) + hostile.done() + ": " + typed.err();
      assertThat(typed.exit()).as(when).isIn(0, 1, 3, 4, 5, 6);
      assertThat(Everything.of(outside)).as(when).isEqualTo(beside);
    }
  }
}
