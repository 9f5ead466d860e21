// SPDX-License-Identifier: Apache-2.0
package drclean.run;

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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecheckTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Item.Tag TAG = new Item.Tag("team/app", "v1");
  private static final Item.Tag OTHER = new Item.Tag("team/other", "v1");

  private final Place place = new Place();

  RecheckTest() {
    place.push(OTHER, "other config", "other layer");
  }

  /// Runs the plan and does this after each thing that moved.
  private Outcome scrub(Consumer<Item> meanwhile) {
    Listener pushing =
        new Listener() {
          @Override
          public void stepped(Step step, Result result) {
            meanwhile.accept(step.item());
          }

          @Override
          public void gaveBack(GivenBack back) {}
        };
    Plan plan = place.plan(Keep.TAGGED);
    try (var lease = place.lease(place.storage)) {
      var manner =
          new Manner(
              "scrub", place.now.minus(Duration.ofDays(1)), new Following(pushing, () -> false));
      return Runner.execute(place.registry(), lease, plan, manner);
    }
  }

  private static Set<Item> items(List<GivenBack> back) {
    return back.stream().map(GivenBack::item).collect(Collectors.toSet());
  }

  @Test
  void nothingComesBackWhenNothingIsNeeded() {
    Digest lonely = place.blob("lonely");
    place.later(MONTH);

    Outcome outcome = place.scrub();

    assertEquals(Outcome.Ended.DONE, outcome.ended());
    assertEquals(new Plan.Total(1, 6), outcome.total());
    assertEquals(List.of(), outcome.givenBack());
    assertFalse(place.has(new Item.Blob(lonely)));
  }

  @Test
  void aBlobThatAPushSawBeforeItMovedIsGivenBack() {
    Digest layer = place.blob("seen by HEAD");
    place.later(MONTH);

    Outcome outcome =
        scrub(
            item -> {
              if (item.equals(new Item.Blob(layer))) {
                place.push(TAG, "config");
                Digest manifest = place.blob(Place.manifest("config", "seen by HEAD"));
                place.link(new Item.ManifestLink("team/app", manifest), manifest);
              }
            });

    assertTrue(items(outcome.givenBack()).contains(new Item.Blob(layer)));
    assertEquals(0, place.missing());
    assertEquals(0, Runs.read(place.registry(), outcome.run()).total().count());
  }

  @Test
  void whatIsNeededComesBackAlsoAfterABug() {
    Digest layer = place.blob("seen by HEAD");
    place.later(MONTH);

    assertThrows(
        IllegalStateException.class,
        () ->
            scrub(
                _ -> {
                  place.push(TAG, "config");
                  Digest manifest = place.blob(Place.manifest("config", "seen by HEAD"));
                  place.link(new Item.ManifestLink("team/app", manifest), manifest);
                  throw new IllegalStateException("a bug");
                }));

    assertTrue(place.has(new Item.Blob(layer)));
    assertEquals(0, place.missing());
  }

  @Test
  void aBlobWithAFreshLinkIsGivenBack() {
    Digest layer = place.blob("uploaded again");
    place.later(MONTH);

    Outcome outcome = scrub(_ -> place.link(new Item.LayerLink("team/new", layer), layer));

    assertEquals(Set.of(new Item.Blob(layer)), items(outcome.givenBack()));
  }

  @Test
  void aTagThatComesBackBringsItsManifestItsLayersAndTheirLinks() {
    Digest manifest = place.push(TAG, "config", "layer");
    place.lose(TAG);
    place.later(MONTH);
    var before = place.outside();

    Outcome outcome =
        scrub(
            item -> {
              if (item.equals(new Item.Blob(manifest))) {
                place.storage.put(
                    Place.path(TAG) + "/current/link",
                    manifest.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    place.now);
              }
            });

    assertTrue(outcome.total().count() >= 6, outcome.moved().toString());
    assertTrue(items(outcome.givenBack()).contains(new Item.ManifestLink("team/app", manifest)));
    assertTrue(
        items(outcome.givenBack()).contains(new Item.LayerLink("team/app", Place.digest("layer"))));
    assertTrue(place.outside().entrySet().containsAll(before.entrySet()));
    assertEquals(0, place.missing());
  }

  @Test
  void aSignatureComesBackWithItsSubject() {
    String image = Place.manifest("config", "layer");
    Digest manifest = place.push(TAG, "config", "layer");
    Digest signature = place.push("team/app", Place.referrer(image, "signature"), "signature");
    place.lose(TAG);
    place.later(MONTH);
    place.scrub();
    assertFalse(place.has(new Item.Blob(signature)));

    place.link(new Item.ManifestLink("team/app", manifest), manifest);
    heal();

    assertTrue(place.has(new Item.Blob(manifest)));
    assertTrue(place.has(new Item.ManifestLink("team/app", signature)));
    assertTrue(place.has(new Item.Blob(Place.digest("signature"))));
    assertEquals(0, place.missing());
  }

  @Test
  void aTagThatSpeaksOfGarbageComesBackWhenWhatItPointsAtIsPushedAgain() {
    Digest image = place.push(TAG, "config", "layer");
    var attached = new Item.Tag("team/app", "sha256-" + image.hex() + ".sig");
    place.push(attached, "signature");
    place.push(new Item.Tag("team/app", "v2"), "signature");
    place.lose(TAG);
    place.later(MONTH);
    place.scrub();
    assertFalse(place.has(attached));

    heal();
    assertFalse(place.has(attached));
    place.later(Duration.ofDays(2)).push(new Item.Tag("team/app", "v3"), "signature");
    heal();

    assertTrue(place.has(attached));
    assertFalse(place.has(new Item.Blob(image)));
    assertEquals(0, place.missing());
  }

  private void heal() {
    try (var lease = place.lease(place.storage)) {
      Recheck.look(place.registry(), lease, Listener.NOBODY);
    }
  }

  @Test
  void aLinkThatWasWrittenSinceTheSurveyGoesStraightBack() {
    Digest layer = place.layer("team/app", "layer");
    place.later(MONTH);
    Plan plan = place.plan(Keep.TAGGED);
    place.link(new Item.LayerLink("team/app", layer), layer);

    try (var lease = place.lease(place.storage)) {
      Outcome outcome = Runner.execute(place.registry(), lease, plan, place.manner());

      assertEquals(1, outcome.fresh().size());
      assertTrue(place.has(new Item.LayerLink("team/app", layer)));
      assertEquals(Set.of(new Item.Blob(layer)), items(outcome.givenBack()));
    }
  }

  @Test
  void aManifestThatIsPushedIntoTheFolderOfADeletedOneStays() {
    Digest manifest = place.push("team/app", Place.manifest("config", "layer"), "config", "layer");
    var link = new Item.ManifestLink("team/app", manifest);
    place.storage.delete(Place.path(link) + "/link");
    place.later(MONTH);
    Plan plan = place.plan(Keep.TAGGED);
    assertTrue(plan.steps().get().anyMatch(step -> step.path().equals(Place.path(link))));
    place.push("team/app", Place.manifest("config", "layer"), "config", "layer");

    try (var lease = place.lease(place.storage)) {
      Runner.execute(place.registry(), lease, plan, place.manner());
    }

    assertFalse(place.storage.stat(Place.path(link) + "/link").absent());
    assertEquals(0, place.missing());
  }

  @Test
  void aPlanThatChangesWhileItRunsEndsTheRunAsARefusal() {
    place.blob("garbage");
    place.later(MONTH);
    Plan plan = place.plan(Keep.TAGGED);
    var opened = new java.util.concurrent.atomic.AtomicInteger();
    var torn =
        Through.of(
            place.storage,
            (name, path) -> {
              if (name.equals("open") && opened.incrementAndGet() == 2) {
                place.storage.put((String) path, new byte[] {'{'}, place.now);
              }
            });

    try (var lease = place.lease(torn)) {
      assertThrows(
          Refused.class, () -> Runner.execute(place.registry(torn), lease, plan, place.manner()));
    }

    assertEquals(Run.State.INTERRUPTED, Runs.list(place.registry()).getFirst().state());
  }

  @Test
  void whatVanishedMeanwhileIsCounted() {
    Digest layer = place.layer("team/app", "layer");
    place.later(MONTH);

    Outcome outcome = scrub(_ -> place.lose(new Item.Blob(layer)));

    assertEquals(1, outcome.vanished());
    assertEquals(1, outcome.total().count());
  }

  @Test
  void whoAsksARunToStopStopsItBetweenTwoSteps() {
    place.blob("one");
    place.blob("two");
    place.later(MONTH);
    Plan plan = place.plan(Keep.TAGGED);
    var asked = new java.util.concurrent.atomic.AtomicInteger();

    try (var lease = place.lease(place.storage)) {
      var following = new Following(Listener.NOBODY, () -> asked.incrementAndGet() > 1);
      Outcome outcome =
          Runner.execute(place.registry(), lease, plan, new Manner("scrub", place.now, following));

      assertEquals(Outcome.Ended.INTERRUPTED, outcome.ended());
      assertEquals(1, outcome.total().count());
      assertEquals(Run.State.INTERRUPTED, Runs.read(place.registry(), outcome.run()).state());
    }
  }
}
