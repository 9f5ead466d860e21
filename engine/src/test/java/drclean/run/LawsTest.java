// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.registry.Item;
import drclean.run.FaultyStorage.Crash;
import drclean.run.FaultyStorage.Fault;
import drclean.storage.StorageException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The laws of a run, over random registries, with a crash before every change.
class LawsTest {
  private static final Duration HOLD = Duration.ofDays(7);

  /// Some images in some repositories that share layers; some lost their tag, some their links.
  private static Place world(int seed) {
    var chance = new SplittableRandom(seed);
    var place = new Place();
    for (int image = 0; image < 5; image++) {
      String repository = "team/app" + chance.nextInt(2);
      String[] parts = {
        "config " + image, "layer " + chance.nextInt(4), "layer " + chance.nextInt(4)
      };
      var tag = new Item.Tag(repository, "v" + image);
      var digest = place.push(tag, parts);
      int fate = image == 0 ? 0 : chance.nextInt(4);
      if (fate == 1) {
        place.push(
            repository, Place.referrer(Place.manifest(parts), "about " + image), "about " + image);
      }
      if (fate >= 1) {
        place.lose(tag);
      }
      if (fate == 3) {
        place.lose(new Item.ManifestLink(repository, digest));
      }
    }
    place.blob("nobody's");
    return place.later(Duration.ofDays(30));
  }

  /// Does the act on a fresh world with a crash before each change in turn, until it needs no more.
  private static void crashing(
      int seed, BiConsumer<Place, FaultyStorage> act, BiConsumer<Place, Integer> then) {
    for (int n = 1; ; n++) {
      Place place = world(seed);
      var storage = new FaultyStorage(place.storage, Fault.DEATH, n);
      try {
        act.accept(place, storage);
        assertTrue(n > 3, "nothing was changed");
        return;
      } catch (Crash _) {
        then.accept(place, n);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aScrubAgainAfterACrashEqualsOneDoneOnce(int seed) {
    Place once = world(seed);
    Outcome outcome = once.scrub();
    assertFalse(once.inside().isEmpty());
    assertEquals(0, outcome.givenBack().size());

    crashing(
        seed,
        Place::scrub,
        (place, n) -> {
          place.scrub();

          assertEquals(once.outside(), place.outside(), "crash at " + n);
          assertEquals(once.inside(), place.inside(), "crash at " + n);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPrefixOfARunLeavesARegistryThatIsNoWorse(int seed) {
    int before = world(seed).missing();

    crashing(
        seed, Place::scrub, (place, n) -> assertEquals(before, place.missing(), "crash at " + n));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void undoingAnyPrefixGivesBackTheSameBytesAndTimes(int seed) {
    var before = world(seed).outside();

    crashing(
        seed,
        Place::scrub,
        (place, n) -> {
          place.restore(place.storage, Selection.everything());

          assertEquals(before, place.outside(), "crash at " + n);
          assertTrue(Runs.ids(place.registry()).isEmpty(), "crash at " + n);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRestoreAgainAfterACrashEqualsOneDoneOnce(int seed) {
    var before = world(seed).outside();

    crashing(
        seed,
        (place, storage) -> {
          place.scrub();
          place.restore(storage, Selection.everything());
        },
        (place, n) -> {
          place.restore(place.storage, Selection.everything());

          assertEquals(before, place.outside(), "crash at " + n);
          assertTrue(Runs.ids(place.registry()).isEmpty(), "crash at " + n);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPurgeAgainAfterACrashEqualsOneDoneOnce(int seed) {
    Place once = world(seed);
    once.scrub();

    crashing(
        seed,
        (place, storage) -> {
          place.scrub();
          place.later(HOLD).purge(storage, HOLD);
        },
        (place, n) -> {
          place.purge(place.storage, HOLD);

          assertEquals(once.outside(), place.outside(), "crash at " + n);
          assertTrue(place.inside().isEmpty(), "crash at " + n);
          assertTrue(Runs.ids(place.registry()).isEmpty(), "crash at " + n);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStorageThatFailsIsReportedAndNothingIsLost(int seed) {
    Place once = world(seed);
    var counted = new FaultyStorage(once.storage, Fault.NONE, 0);
    once.scrub(counted);
    var all = world(seed).outside();
    int lastIsGivingTheLeaseUp = counted.changes();

    for (int n = 2; n < lastIsGivingTheLeaseUp; n++) {
      Place place = world(seed);
      var storage = new FaultyStorage(place.storage, Fault.FAILURE, n);
      assertThrows(StorageException.class, () -> place.scrub(storage));

      var together = place.outside();
      together.putAll(place.inside());
      assertEquals(all, together, "failure at " + n);
      place.scrub();
      assertEquals(once.outside(), place.outside(), "failure at " + n);
    }
  }
}
