// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.V2World;
import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The push race: a registry that pushes between any two moves of a run, believing that all is
/// there. After the run all that lives is whole.
class PushRaceTest {
  @ParameterizedTest
  @EnumSource
  void whatIsPushedDuringARunIsWholeAfterIt(Push push) {
    Seeds.each(
        24,
        seed -> {
          World world = World.of(seed / 2 * 3 + seed % 2, World.Health.WHOLE);
          Keep keep = Keep.values()[(int) (seed / 2 % 2)];
          List<Push.Image> images = images(world);
          if (!images.isEmpty()) {
            race(world, keep, push, new Chance(seed).pick(images));
          }
        });
  }

  private static void race(World world, Keep keep, Push push, Push.Image image) {
    Plan plan = Cleaning.of(world, keep).plan();
    boolean more = true;
    for (int n = 1; more; n++) {
      World raced = world.copy();
      var race = new Race(n, () -> push.happen(raced.storage(), image));
      Cleaning cleaning = Cleaning.of(raced, keep);
      cleaning.with(new WatchedStorage(raced.storage(), race)).scrub(plan);
      String when = push + " of " + image + " before " + race.change;
      if (race.change.startsWith("away")) {
        whole(world, raced, keep, when);
      }
      cleaning.after(Cleaning.HOLD.plusDays(1)).purge();
      whole(world, raced, keep, "purged, and " + when);
      more = !race.change.isEmpty();
    }
  }

  /// Lets a push happen right before the n-th change.
  private static final class Race implements WatchedStorage.Watch {
    private final int at;
    private final Runnable push;
    private String change = "";

    Race(int at, Runnable push) {
      this.at = at;
      this.push = push;
    }

    @Override
    public void before(int n, String what) {
      if (n == at) {
        change = what;
        push.run();
      }
    }
  }

  /// A tag's history, and a second name for content that no manifest uses, may stay away.
  private static void whole(World before, World after, Keep keep, String when) {
    Tree tree = after.tree();
    var worse = new TreeSet<>(after.truth(tree, keep).dangling());
    worse.removeAll(before.truth(before.tree(), keep).dangling());
    assertEquals(Set.of(), worse, when);
    var lost = new TreeSet<>(after.truth(Tree.withQuarantine(after.storage()), keep).live());
    lost.removeIf(
        path ->
            tree.has(path) || path.contains("/_layers/sha512/") || path.contains("/index/sha256/"));
    assertEquals(Set.of(), lost, "needed and in quarantine: " + when);
  }

  /// The images that a registry would serve from their repository.
  private static List<Push.Image> images(World world) {
    var files = new FilesV2(world.tree());
    return files.repositories.entrySet().stream()
        .flatMap(
            repository ->
                repository.getValue().revisions.keySet().stream()
                    .filter(digest -> serves(files, repository.getValue(), digest))
                    .map(
                        digest ->
                            new Push.Image(
                                repository.getKey(),
                                V2World.digest(files.manifest(digest)),
                                files.manifest(digest))))
        .toList();
  }

  private static boolean serves(FilesV2 files, FilesV2.Repository repository, String digest) {
    return files.manifest(digest).contains("\"layers\"")
        && files.subject(digest).isEmpty()
        && files.needs(digest).stream()
            .allMatch(need -> files.blobs.containsKey(need) && repository.layers.containsKey(need));
  }
}
