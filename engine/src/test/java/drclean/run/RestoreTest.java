// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreTest {
  private static final Item.Tag TAG = new Item.Tag("team/app", "v1");

  private final Place place = new Place();
  private final Digest manifest = place.push(TAG, "config", "layer");
  private final Map<String, Place.Seen> before = place.outside();

  RestoreTest() {
    place.later(Duration.ofDays(30));
    place.push(new Item.Tag("team/other", "v1"), "other config", "other layer");
  }

  private String scrubWithoutTag() {
    place.lose(TAG);
    return place.scrub().run();
  }

  private Restore.Result restore(Selection selection) {
    return place.restore(place.storage, selection);
  }

  @Test
  void aDigestComesBackWithAllThatItNeeds() {
    scrubWithoutTag();

    restore(Selection.digest(manifest));

    assertTrue(place.has(new Item.Blob(Place.digest("config"))));
    assertTrue(place.has(new Item.Blob(Place.digest("layer"))));
    assertTrue(place.has(new Item.LayerLink("team/app", Place.digest("layer"))));
    assertEquals(0, place.missing());
  }

  @Test
  void aRepositoryComesBackWithItsBlobs() {
    scrubWithoutTag();

    restore(Selection.repository("team/app"));

    var untagged = new java.util.TreeMap<>(before);
    untagged.keySet().removeIf(path -> path.contains("/tags/"));
    assertTrue(place.outside().entrySet().containsAll(untagged.entrySet()));
  }

  private String move(Item... items) {
    List<Step> steps =
        Arrays.stream(items)
            .<Step>map(item -> new Step.Move(item, Place.path(item), 71, "old"))
            .toList();
    var plan = new Plan("v2", place.now, Keep.TAGGED, Map.of(), steps::stream);
    try (var lease = place.lease(place.storage)) {
      return Runner.execute(place.registry(), lease, plan, place.manner()).run();
    }
  }

  @Test
  void anEmptyFolderOfARunStaysInItWhenATagComesBackByAnotherName() {
    var upload = new Item.Upload("team/app", "empty");
    place.storage.makeFolder(Place.path(upload));
    String run = move(TAG, upload);

    try (var lease = place.lease(place.storage)) {
      var chosen = new RestoreAs.Chosen(run, TAG, "v9");
      RestoreAs.restore(place.registry(), lease, chosen, Following.NOBODY);
    }

    assertEquals(1, Runs.items(place.registry(), run));
    restore(Selection.everything());
    assertTrue(place.has(upload));
  }

  @Test
  void thePastOfATagWaitsForTheTag() {
    Item past = new Item.History("team/app", "v1", Place.digest("what it was"));
    place.link(past, Place.digest("what it was"));
    place.later(Duration.ofDays(30));
    Map<String, Place.Seen> all = place.outside();
    String first = move(past);
    place.later(Duration.ofSeconds(1));
    String second = move(TAG);

    Restore.Result early = restore(Selection.everything().of(first));

    assertEquals(List.of(past), early.present().stream().map(GivenBack::item).toList());
    assertEquals(1, restore(Selection.everything().of(second)).total().count());
    assertEquals(1, restore(Selection.everything().of(first)).total().count());
    assertEquals(all, place.outside());
  }

  @Test
  void aGoodBlobIsNotReplacedByALongerOneThatIsCorrupt() {
    String data = Place.path(new Item.Blob(Place.digest("layer"))) + "/data";
    place.storage.put(data, "layer and a corrupt tail".getBytes(UTF_8), place.storage.time(data));
    scrubWithoutTag();
    place.storage.put(data, "layer".getBytes(UTF_8), place.now);
    place.later(Duration.ofDays(2));

    Restore.Result result = restore(Selection.everything());

    assertEquals("layer", place.text(data));
    assertEquals(1, result.present().size());
  }

  @Test
  void whatIsSetAsideIsCountedAndCanBeSeen() {
    String run = scrubWithoutTag();
    String data = Place.path(new Item.Blob(Place.digest("layer"))) + "/data";
    place.storage.put(data, "lay".getBytes(UTF_8), place.now);
    place.later(Duration.ofDays(2));

    restore(Selection.everything());

    assertEquals("layer", place.text(data));
    assertEquals(new Plan.Total(1, 3), Runs.read(place.registry(), run).total());
    assertEquals(1, restore(Selection.everything()).present().size());
    assertEquals(new Plan.Total(1, 3), place.purge(place.storage, Duration.ZERO).deleted());
  }

  @Test
  void aTagComesBackWithItsImage() {
    move(TAG);
    place.scrub();
    assertFalse(place.has(new Item.Blob(manifest)));

    restore(Selection.tag("team/app", "v1"));

    assertTrue(place.outside().entrySet().containsAll(before.entrySet()));
    assertEquals(0, place.missing());
  }

  @Test
  void twiceIsANoOp() {
    scrubWithoutTag();
    restore(Selection.everything());
    var once = place.storage.everything().keySet();

    Restore.Result again = restore(Selection.everything());

    assertEquals(0, again.total().count());
    assertEquals(once, place.storage.everything().keySet());
  }

  @Test
  void whatIsPresentAgainIsNotReplacedAndSaidSo() {
    String run = scrubWithoutTag();
    String data = Place.path(new Item.Blob(Place.digest("layer"))) + "/data";
    place.storage.put(data, "pushed again".getBytes(UTF_8), place.now);

    Restore.Result result = restore(Selection.everything());

    assertEquals(
        List.of(new Item.Blob(Place.digest("layer"))),
        result.present().stream().map(GivenBack::item).toList());
    assertEquals(new Place.Seen("pushed again", place.now), place.outside().get(data));
    assertEquals(List.of(run), Runs.ids(place.registry()));
    assertEquals(1, Runs.read(place.registry(), run).total().count());
  }

  @Test
  void anEmptyFolderIsNotInTheWay() {
    scrubWithoutTag();
    place.storage.makeFolder(Place.path(new Item.Blob(Place.digest("layer"))));

    Restore.Result result = restore(Selection.everything());

    assertEquals(List.of(), result.present());
    assertEquals(0, place.missing());
  }

  @Test
  void aFolderThatARegistryIsJustMakingIsFilledAndNotRemoved() {
    scrubWithoutTag();
    String blob = Place.path(new Item.Blob(Place.digest("layer")));
    place.storage.makeFolder(blob);
    var removed = new ArrayList<Object>();

    place.restore(
        Through.of(
            place.storage,
            (name, path) -> {
              if (name.equals("removeEmptyFolder")) {
                removed.add(path);
              }
            }),
        Selection.everything());

    assertFalse(removed.contains(blob));
    assertEquals("layer", place.text(blob + "/data"));
    assertEquals(List.of(), Runs.ids(place.registry()));
  }

  @Test
  void aRunThatIsNotThereIsRefused() {
    assertThrows(
        Refused.class, () -> restore(Selection.everything().of("20261123T094512Z-scrub-000000")));
  }

  @Test
  void withoutItsPlanARunIsKnownAndRestoredFromItsFolder() {
    String debris =
        Place.path(new Item.LayerLink("team/other", Place.digest("other layer"))) + "/link.1.tmp";
    place.storage.put(debris, new byte[0], Place.LONG_AGO);
    var history =
        new Item.History("team/app", "v2", place.push(new Item.Tag("team/app", "v2"), "old"));
    place.later(Duration.ofDays(30));
    var all = place.outside();
    var steps =
        List.<Item>of(
                history,
                TAG,
                new Item.ManifestLink("team/app", manifest),
                new Item.Blob(manifest),
                new Item.Debris(debris))
            .stream()
            .<Step>map(item -> new Step.Move(item, Place.path(item), 1, "a test"))
            .toList();
    var plan = new Plan("v2", place.now, Keep.TAGGED, Map.of(), steps::stream);
    String run;
    try (var lease = place.lease(place.storage)) {
      run = Runner.execute(place.registry(), lease, plan, place.manner()).run();
    }
    Run known = Runs.read(place.registry(), run);
    place.storage.delete(place.registry().plan(run));

    assertEquals(known.kept().keySet(), Runs.read(place.registry(), run).kept().keySet());
    restore(Selection.everything());

    assertEquals(all, place.outside());
    assertEquals(List.of(), Runs.ids(place.registry()));
  }
}
