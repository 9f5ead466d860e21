// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.layout.Means;
import drclean.layout.V2;
import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.storage.DiskStorage;
import drclean.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurgeTest {
  private static final Duration HOLD = Duration.ofDays(7);
  private static final Item.Tag TAG = new Item.Tag("team/app", "v1");

  private final Place place = new Place();
  private final Digest garbage = place.blob("garbage");

  PurgeTest() {
    place.push(TAG, "config", "layer");
    place.later(Duration.ofDays(30));
  }

  @Test
  void whatHasNotWaitedLongEnoughStays() {
    String run = place.scrub().run();
    place.later(HOLD.minusSeconds(1));

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(List.of(), result.runs());
    assertEquals(1, Runs.read(place.registry(), run).total().count());
  }

  @Test
  void whatHasWaitedIsDeletedAndCounted() {
    String run = place.scrub().run();
    var outside = place.outside();
    place.later(HOLD);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(List.of(run), result.runs());
    assertEquals(new Plan.Total(1, 7), result.deleted());
    assertEquals(Set.of(), result.alarm());
    assertEquals(List.of(), Runs.ids(place.registry()));
    assertEquals(outside, place.outside());
  }

  @Test
  void whatIsNeededAgainIsGivenBackAndNotDeleted() {
    place.scrub();
    place.later(HOLD);
    place.link(new Item.LayerLink("team/app", garbage), garbage);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertTrue(place.has(new Item.Blob(garbage)));
    assertEquals(new Item.Blob(garbage), result.recheck().givenBack().getFirst().item());
    assertEquals(0, result.deleted().count());
  }

  @Test
  void anEmptyFolderDoesNotHideThatABlobIsNeeded() {
    place.scrub();
    place.storage.makeFolder(Place.path(new Item.Blob(garbage)));
    place.later(HOLD);
    place.link(new Item.LayerLink("team/app", garbage), garbage);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(new Item.Blob(garbage), result.recheck().givenBack().getFirst().item());
    assertFalse(place.storage.stat(Place.path(new Item.Blob(garbage)) + "/data").absent());
  }

  @Test
  void aYoungEmptyFolderAtABlobsPlaceStaysAndHoldsTheRun() {
    String run = place.scrub().run();
    place.later(HOLD);
    place.storage.makeFolder(Place.path(new Item.Blob(garbage)));
    place.later(Duration.ofHours(1));

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(Set.of(run), result.held().keySet());
    assertTrue(place.has(new Item.Blob(garbage)));
  }

  @Test
  void aRunWhoseBlobCameBackInNameOnlyIsHeld() {
    String run = place.scrub().run();
    place.later(HOLD);
    place.storage.put(Place.path(new Item.Blob(garbage)) + "/data.1.tmp", new byte[0], place.now);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(List.of(), result.runs());
    assertEquals(Set.of(run), result.held().keySet());
    assertEquals(List.of(run), Runs.ids(place.registry()));
  }

  @Test
  void aBlobThatWasUploadedAgainIsDeletedFromQuarantine() {
    String run = place.scrub().run();
    place.later(HOLD).blob("garbage");

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(List.of(run), result.runs());
    assertTrue(place.has(new Item.Blob(garbage)));
  }

  @Test
  void aRunWhoseBlobCameBackWithoutBytesIsHeld() {
    String run = place.scrub().run();
    place.later(HOLD);
    place.storage.put(Place.path(new Item.Blob(garbage)) + "/data", new byte[0], place.now);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(Set.of(run), result.held().keySet());
    assertEquals(List.of(run), Runs.ids(place.registry()));
  }

  @Test
  void ofTwoCopiesTheWholeOneIsGivenBack() {
    place.scrub();
    place.later(Duration.ofDays(2));
    place.storage.put(Place.path(new Item.Blob(garbage)) + "/data", new byte[0], place.now);
    place.later(Duration.ofDays(2));
    place.scrub();
    place.link(new Item.LayerLink("team/app", garbage), garbage);

    place.purge(place.storage, HOLD);

    assertEquals("garbage", place.text(Place.path(new Item.Blob(garbage)) + "/data"));
  }

  @Test
  void whatIsNeededAgainIsGivenBackAlsoWhenNothingHasWaited() {
    place.scrub();
    place.link(new Item.LayerLink("team/app", garbage), garbage);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertTrue(place.has(new Item.Blob(garbage)));
    assertEquals(1, result.recheck().givenBack().size());
  }

  @Test
  void whereAManifestIsTornAllThatItsRepositoryLinkedComesBack() {
    Digest manifest = untagged();
    String run = place.scrub().run();
    place.later(HOLD);
    place.link(new Item.ManifestLink("team/app", manifest), manifest);
    place.storage.put(Place.path(new Item.Blob(manifest)) + "/data", new byte[0], place.now);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertTrue(place.has(new Item.LayerLink("team/app", Place.digest("old layer"))));
    assertTrue(place.has(new Item.Blob(Place.digest("old layer"))));
    assertTrue(place.has(new Item.Blob(Place.digest("old config"))));
    assertEquals(Set.of(run), result.held().keySet());
    assertFalse(
        place
            .storage
            .stat(place.registry().moved(run, new Item.Blob(manifest)) + "/data")
            .absent());
  }

  @Test
  void whereATagIsTornAllThatItsRepositoryLinkedComesBack() {
    Digest manifest = untagged();
    place.scrub();
    place.later(HOLD);
    place.storage.put(
        Place.path(new Item.Tag("team/app", "v2")) + "/current/link", new byte[0], place.now);

    place.purge(place.storage, HOLD);

    assertTrue(place.has(new Item.ManifestLink("team/app", manifest)));
    assertTrue(place.has(new Item.Blob(Place.digest("old layer"))));
  }

  @Test
  void whatARepositoryThatIsWholeHasInQuarantineIsDeletedBesideATornOne() {
    String run = place.scrub().run();
    place.later(HOLD);
    place.storage.put(
        Place.path(new Item.Tag("team/app", "v2")) + "/current/link", new byte[0], place.now);

    assertEquals(List.of(run), place.purge(place.storage, HOLD).runs());
  }

  /// Pushes an image without a tag, long ago.
  private Digest untagged() {
    Digest manifest =
        place.push(
            "team/app", Place.manifest("old config", "old layer"), "old config", "old layer");
    place.later(Duration.ofDays(30));
    return manifest;
  }

  @Test
  void whereNothingRefersToAnythingNothingIsDeleted() {
    String run = place.scrub().run();
    place.later(HOLD).loseAll("docker/registry/v2/repositories/team");

    var refused = assertThrows(Refused.class, () -> place.purge(place.storage, HOLD));

    assertTrue(String.valueOf(refused.getMessage()).contains("--even-if-nothing-is-tagged"));
    assertEquals(1, Runs.read(place.registry(), run).total().count());
  }

  @Test
  void whereNothingRefersToAnythingAllIsDeletedWhenThatIsMeant() {
    String run = place.scrub().run();
    place.later(HOLD).loseAll("docker/registry/v2/repositories/team");

    Purge.Result result =
        purge(new Purge.Bounds(HOLD, _ -> true, Set.of(Doubt.NOTHING_IS_TAGGED)), Following.NOBODY);

    assertEquals(List.of(run), result.runs());
  }

  private Purge.Result purge(Purge.Bounds bounds, Following following) {
    try (var lease = place.lease(place.storage)) {
      return Purge.purge(place.registry(), lease, bounds, following);
    }
  }

  @Test
  void onlyWhatWasAgreedToIsDeleted() {
    String first = place.scrub().run();
    place.blob("more garbage");
    place.later(Duration.ofDays(2));
    String second = place.scrub().run();
    place.later(HOLD);

    Purge.Result result = purge(new Purge.Bounds(HOLD, first::equals, Set.of()), Following.NOBODY);

    assertEquals(List.of(first), result.runs());
    assertEquals(List.of(second), Runs.ids(place.registry()));
  }

  @Test
  void aPurgeThatStopsHalfWayGivesNothingHollowBackAndGoesOn() {
    place.blob("more garbage");
    place.later(Duration.ofDays(2));
    String run = place.scrub().run();
    place.later(HOLD);

    var asked = new AtomicInteger();
    Purge.Result stopped =
        purge(
            Purge.Bounds.longerThan(HOLD),
            new Following(Listener.NOBODY, () -> asked.incrementAndGet() > 13));

    assertEquals(List.of(), stopped.runs());
    assertEquals(List.of(run), stopped.unfinished());
    assertEquals(1, stopped.deleted().count());
    place.link(new Item.LayerLink("team/app", garbage), garbage);
    place.link(
        new Item.LayerLink("team/app", Place.digest("more garbage")), Place.digest("more garbage"));
    assertThrows(Refused.class, () -> place.restore(place.storage, Selection.everything().of(run)));

    Purge.Result rest = purge(Purge.Bounds.longerThan(HOLD.multipliedBy(9)), Following.NOBODY);

    assertEquals(List.of(), rest.recheck().givenBack());
    assertFalse(place.has(new Item.Blob(garbage)));
    assertFalse(place.has(new Item.Blob(Place.digest("more garbage"))));
    assertEquals(List.of(run), rest.runs());
    assertEquals(1, rest.deleted().count());
  }

  @Test
  void whatIsPushedWhileALongPurgeDeletesIsGivenBack() {
    place.scrub();
    place.blob("more garbage");
    place.later(Duration.ofDays(2));
    place.scrub();
    place.later(HOLD);
    Storage slow =
        Through.of(
            place.storage,
            (name, _) -> {
              if (name.equals("delete")) {
                place.later(Duration.ofMinutes(6));
                place.link(new Item.LayerLink("team/app", garbage), garbage);
              }
            });

    place.purge(slow, HOLD);

    assertTrue(place.has(new Item.Blob(garbage)));
  }

  /// The storage of a registry whose survey takes so long, and where things happen while a purge
  /// deletes.
  private Storage slow(Duration survey, Runnable whileItDeletes) {
    String repositories = "docker/registry/v2/repositories";
    return Through.of(
        place.storage,
        (name, path) -> {
          if (name.equals("list") && repositories.equals(path)) {
            place.later(survey);
          }
          if (name.equals("delete")) {
            whileItDeletes.run();
          }
        });
  }

  @Test
  void aLookIsGoodFromItsBeginningOnAndNotFromItsEnd() {
    place.scrub();
    place.blob("more garbage");
    place.later(Duration.ofDays(2));
    place.scrub();
    place.later(HOLD);
    Storage slow =
        slow(
            Duration.ofMinutes(6),
            () -> place.link(new Item.LayerLink("team/app", garbage), garbage));

    place.purge(slow, HOLD);

    assertTrue(place.has(new Item.Blob(garbage)));
    assertFalse(place.has(new Item.Blob(Place.digest("more garbage"))));
  }

  @Test
  void aRegistryWhoseSurveyTakesAnHourIsPurged() {
    place.scrub();
    place.blob("more garbage");
    place.later(Duration.ofDays(2));
    place.scrub();
    place.later(HOLD);

    Purge.Result result = place.purge(slow(Duration.ofHours(1), () -> {}), HOLD);

    assertEquals(2, result.runs().size());
    assertEquals(2, result.deleted().count());
    assertEquals(List.of(), Runs.ids(place.registry()));
  }

  @Test
  void aPlanIsReadOnceToDeleteWhatItTells() {
    String run = place.scrub().run();
    place.later(HOLD);
    var read = new ArrayList<Object>();
    Storage counted =
        Through.of(
            place.storage,
            (name, path) -> {
              if (name.equals("open")) {
                read.add(path);
              }
            });

    place.purge(counted, HOLD);

    String plan = place.registry().plan(run);
    assertEquals(2, read.stream().filter(plan::equals).count(), "and once for its first steps");
  }

  @Test
  void aRunWhosePlanIsNotWholeGivesBackWhatIsNeededAndIsHeld() {
    place.blob("more garbage");
    place.push("team/app", Place.manifest("old config"), "old config");
    place.later(Duration.ofDays(2));
    String plan = place.registry().plan(place.scrub().run());
    String text =
        new String(place.storage.read(plan, 1 << 20).found().orElseThrow().bytes(), UTF_8);
    String broken = text.substring(0, text.indexOf("manifest-link\",\"repo"));
    place.storage.put(plan, broken.getBytes(UTF_8), place.now);
    place.later(HOLD);
    place.link(new Item.LayerLink("team/app", garbage), garbage);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertTrue(place.has(new Item.Blob(garbage)));
    assertFalse(place.has(new Item.Blob(Place.digest("more garbage"))));
    assertEquals(List.of(), result.runs());
    assertTrue(String.join("", result.held().values()).contains("restore"));
  }

  @Test
  void whereNothingIsTaggedNothingIsDeleted() {
    String run = place.scrub().run();
    place.lose(TAG);
    place.lose(new Item.ManifestLink("team/app", Place.digest(Place.manifest("config", "layer"))));
    place.later(HOLD);

    assertThrows(Refused.class, () -> place.purge(place.storage, HOLD));

    assertEquals(List.of(run), Runs.ids(place.registry()));
  }

  @Test
  void aFolderThatIsNotARunIsLeftAlone() {
    place.scrub();
    place.later(HOLD);
    place.storage.put("dr-clean/runs/mine/moved/notes", "keep".getBytes(UTF_8), Place.LONG_AGO);

    place.purge(place.storage, Duration.ZERO);

    assertFalse(place.storage.stat("dr-clean/runs/mine/moved/notes").absent());
  }

  @Test
  void aSymbolicLinkIsDeletedItselfAndNotFollowed(@TempDir Path folder) throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path precious =
        Files.writeString(
            Files.createDirectory(folder.resolve("home")).resolve("precious"), "mine");
    Path moved = root.resolve("dr-clean/runs/20200101T000000Z-scrub-000001/moved/debris");
    Files.createDirectories(moved);
    Files.createDirectories(root.resolve("docker/registry/v2/repositories"));
    Files.createDirectories(root.resolve("docker/registry/v2/blobs"));
    Files.createSymbolicLink(moved.resolve("home"), precious.getParent());
    Files.createSymbolicLink(moved.resolve("file"), precious);
    var registry =
        new Registry(
            new DiskStorage(root), new V2(), Means.plain(), InstantSource.system(), "dr-clean");
    var plan = new Plan("v2", Place.LONG_AGO, Keep.TAGGED, Map.of(), Stream::empty);
    PlanFile.save(registry, "20200101T000000Z-scrub-000001", plan);

    try (var lease = Lease.take(registry.storage(), "dr-clean", Owner.here(), registry.clock())) {
      var bounds = new Purge.Bounds(HOLD, _ -> true, Set.of(Doubt.NOTHING_IS_TAGGED));
      Purge.purge(registry, lease, bounds, Following.NOBODY);
    }

    assertEquals("mine", Files.readString(precious));
    assertEquals(List.of(), Runs.ids(registry));
  }
}
