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
        60,
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
    var counted = new WatchedStorage(world.copy().storage(), (_, _) -> {});
    Cleaning.of(world, keep).with(counted).scrub(plan);
    for (int n = 1; n <= counted.changes(); n++) {
      World raced = world.copy();
      int at = n;
      var storage =
          new WatchedStorage(
              raced.storage(),
              (change, _) -> {
                if (change == at) {
                  push.happen(raced.storage(), image);
                }
              });
      Cleaning.of(raced, keep).with(storage).scrub(plan);
      whole(world, raced, keep, push + " of " + image + " at change " + n);
    }
  }

  private static void whole(World before, World after, Keep keep, String when) {
    var worse = new TreeSet<>(after.truth(after.tree(), keep).dangling());
    worse.removeAll(before.truth(before.tree(), keep).dangling());
    assertEquals(Set.of(), worse, when);
    var lost = new TreeSet<>(after.truth(Tree.withQuarantine(after.storage()), keep).live());
    lost.removeIf(after.tree()::has);
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
                    .map(digest -> new Push.Image(repository.getKey(), V2World.digest(files.manifest(digest)), files.manifest(digest))))
        .toList();
  }

  private static boolean serves(FilesV2 files, FilesV2.Repository repository, String digest) {
    return files.manifest(digest).contains("\"layers\"")
        && files.subject(digest).isEmpty()
        && files.needs(digest).stream().allMatch(need -> files.blobs.containsKey(need) && repository.layers.containsKey(need));
  }
}
