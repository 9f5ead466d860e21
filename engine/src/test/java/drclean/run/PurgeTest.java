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
import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.storage.DiskStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
  void aRunWhoseBlobCameBackInNameOnlyIsHeld() {
    String run = place.scrub().run();
    place.later(HOLD);
    place.storage.put(Place.path(new Item.Blob(garbage)) + "/data.1.tmp", new byte[0], place.now);

    Purge.Result result = place.purge(place.storage, HOLD);

    assertEquals(List.of(), result.runs());
    assertEquals(List.of(run), result.held());
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
  void aPlanThatIsNotWholeKeepsNothingFromBeingGivenBackOrDeleted() {
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
    assertEquals(1, result.runs().size());
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

    try (var lease = Lease.take(registry.storage(), "dr-clean", Owner.here(), registry.clock())) {
      var terms = new Purge.Terms(HOLD, Set.of(Doubt.NOTHING_IS_TAGGED));
      Purge.purge(registry, lease, terms, Following.NOBODY);
    }

    assertEquals("mine", Files.readString(precious));
    assertEquals(List.of(), Runs.ids(registry));
  }
}
