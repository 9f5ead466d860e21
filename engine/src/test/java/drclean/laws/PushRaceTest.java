// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.V2World;
import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.registry.Item;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The push race: a registry that pushes between any two moves of a run, believing that all is
/// there. After the run all that lives is whole.
class PushRaceTest {
  /// Of the readings of a survey so many stand for one.
  private static final int EVERY = 5;

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
            Push.Image image = new Chance(seed).pick(images);
            race(seed % 3 == 2 ? deleted(world, image) : world, keep, push, image);
          }
        });
  }

  /// The world long after an image was deleted through the API: its tags are gone, and of its link
  /// an empty folder is left.
  private static World deleted(World world, Push.Image image) {
    World deleted = world.copy();
    var link = new Item.ManifestLink(image.repository(), image.digest());
    String revision = world.layout().path(link);
    deleted.storage().delete(revision + "/link");
    deleted.storage().putFolder(revision, World.UPLOADS.minus(Duration.ofDays(30)));
    var tags = new FilesV2(world.tree()).repositories.get(image.repository()).tags;
    tags.forEach(
        (name, current) -> {
          if (current.text().equals(image.digest().toString())) {
            remove(deleted, world.layout().path(new Item.Tag(image.repository(), name)));
          }
        });
    return deleted;
  }

  private static void remove(World world, String folder) {
    List.copyOf(world.tree().nodes().keySet()).reversed().stream()
        .filter(path -> path.equals(folder) || path.startsWith(folder + "/"))
        .forEach(world.storage()::delete);
  }

  /// A push to a v1 registry asks for each image and sends those that are not there; its tag comes
  /// with the last image, or when the run is over.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsPushedToAFirstRegistryDuringARunIsWholeAfterIt(boolean tagComesLater) {
    Seeds.each(
        24,
        seed -> {
          World world = World.of(seed * 3 + 2, World.Health.WHOLE);
          List<PushV1> pushes = PushV1.of(world);
          if (!pushes.isEmpty()) {
            first(world, new Chance(seed).pick(pushes), tagComesLater);
          }
        });
  }

  private static void first(World world, PushV1 push, boolean tagComesLater) {
    Plan plan = Cleaning.of(world, Keep.LINKED).plan();
    boolean more = true;
    for (int n = 1; more; n++) {
      World raced = world.copy();
      var race =
          new Race(
              n,
              () -> {
                push.images(raced.storage());
                if (!tagComesLater) {
                  push.tag(raced.storage());
                }
              });
      Cleaning cleaning = Cleaning.of(raced, Keep.LINKED);
      cleaning.with(new WatchedStorage(raced.storage(), race)).scrub(plan);
      more = !race.change.isEmpty();
      if (race.change.startsWith("away")) {
        push.tag(raced.storage());
        whole(world, raced, Keep.LINKED, push + " before " + race.change);
        cleaning.after(Cleaning.HOLD.plusDays(1)).purge();
        whole(world, raced, Keep.LINKED, "purged, and " + push + " before " + race.change);
      }
    }
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

  @ParameterizedTest
  @EnumSource
  void whatIsPushedDuringASurveyIsWholeAfterTheRun(Push push) {
    Seeds.each(
        2,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          Keep keep = Keep.values()[(int) (seed % 2)];
          List<Push.Image> images = images(world);
          if (!images.isEmpty()) {
            raceTheSurvey(world, keep, push, new Chance(seed).pick(images));
          }
        });
  }

  private static void raceTheSurvey(World world, Keep keep, Push push, Push.Image image) {
    boolean more = true;
    for (int n = 1; more; n += EVERY) {
      World raced = world.copy();
      var at = new AtReading(n, () -> push.happen(raced.storage(), image));
      Cleaning cleaning = Cleaning.of(raced, keep).with(new WatchedStorage(raced.storage(), at));
      Plan plan = cleaning.plan();
      more = at.happened();
      cleaning.scrub(plan);
      if (more) {
        whole(world, raced, keep, push + " of " + image + " at reading " + n);
      }
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
    Set<String> live = after.truth(Tree.withQuarantine(after.storage()), keep).live();
    var lost = new TreeSet<>(live);
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
