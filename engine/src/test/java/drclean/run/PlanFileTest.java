// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import drclean.plan.Bond;
import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.run.PlanFile.Opened;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  private static final String RUN = "20261123T094512Z-scrub-4f2a91";
  private static final Digest DIGEST = Place.digest("x");
  private static final Digest V1 = new Digest(Digest.V1, "0123456789abcdef");

  private final Place place = new Place();

  private static Plan plan(List<Step> steps) {
    return new Plan(
        "v2",
        Place.LONG_AGO,
        Keep.TAGGED,
        Map.of("layer-link", new Plan.Total(3, 9)),
        steps::stream);
  }

  private static Step move(Item item, String path) {
    return new Step.Move(item, path, 7, "because \"so\"\n");
  }

  private static Step bound(Item item, Bond bond) {
    return new Step.Move(item, "p/" + item.kind(), 71, "no tag reaches it", bond);
  }

  private Opened open() {
    return PlanFile.open(place.registry(), RUN);
  }

  private void edit(UnaryOperator<String> change) {
    String path = place.registry().plan(RUN);
    String text =
        new String(place.storage.read(path, 1 << 20).found().orElseThrow().bytes(), UTF_8);
    place.storage.put(path, change.apply(text).getBytes(UTF_8), place.now);
  }

  private Opened saved(String path) {
    PlanFile.save(place.registry(), RUN, plan(List.of(move(new Item.Debris(path), path))));
    return open();
  }

  @Test
  void aPlanIsReadAsItWasSaved() {
    var steps =
        List.of(
            bound(new Item.ManifestLink("a/b", DIGEST), new Bond.Subject(DIGEST)),
            bound(new Item.Tag("a", "v1"), new Bond.Target(V1)),
            bound(new Item.Tag("a", "v2"), new Bond.After("p/t")),
            bound(new Item.Index("a"), new Bond.Listing(Set.of(V1))),
            bound(new Item.Index("b"), new Bond.Listing(Set.of())),
            move(new Item.History("a", "v1", DIGEST), "p/h"),
            move(new Item.LayerLink("a", DIGEST), "p/l"),
            move(new Item.Upload("a", "id"), "p/u"),
            move(
                new Item.Debris("p/not utf-8 \uDC80\uDCFF é 😀 \u0001"),
                "p/not utf-8 \uDC80\uDCFF é 😀 \u0001"),
            move(new Item.Blob(V1), "p/v1"),
            new Step.Cut(new Item.Blob(DIGEST), "p/b", "empty"));

    PlanFile.save(place.registry(), RUN, plan(steps));
    Plan read = open().orRefuse();

    assertEquals(steps, read.steps().get().toList());
    assertEquals(steps, read.steps().get().toList());
    assertEquals(new Plan.Total(3, 9), read.total("layer-link"));
    assertEquals(Keep.TAGGED, read.keep());
    assertEquals(Place.LONG_AGO, read.made());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../outside",
        "a/../../b",
        "a//b",
        "a/.",
        "",
        "dr-clean",
        "dr-clean/runs/x",
        "a\0b"
      })
  void aPathThatNoPlanMayNameIsRefused(String path) {
    assertInstanceOf(Opened.Lost.class, saved(path));
    assertThrows(Refused.class, () -> open().orRefuse());
  }

  @Test
  void aPathThatOnlyLooksLikeTheQuarantineIsNot() {
    assertInstanceOf(Opened.Whole.class, saved("dr-cleaner/..x"));
  }

  @Test
  void aPlanThatWasCutShortAnywhereIsRefused() {
    assertInstanceOf(Opened.Whole.class, saved("a"));
    String path = place.registry().plan(RUN);
    byte[] whole = place.storage.read(path, 1 << 20).found().orElseThrow().bytes();
    int lastBrace = new String(whole, UTF_8).lastIndexOf('}');

    for (int length = 0; length <= lastBrace; length++) {
      place.storage.put(path, java.util.Arrays.copyOf(whole, length), place.now);
      assertInstanceOf(Opened.Lost.class, open(), "the first %d bytes".formatted(length));
    }
  }

  @Test
  void aStepThatWasTakenOutOfAPlanIsNoticed() {
    saved("a");
    edit(
        text ->
            text.lines()
                .filter(line -> !line.contains("\"move\""))
                .reduce("", (a, b) -> a + "\n" + b));

    assertInstanceOf(Opened.Lost.class, open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"kind\":\"debris\"", "\"bytes\":7,", "\"do\":\"move\"", "\"plan\":1"})
  void aFieldThatIsMissingIsNoticed(String field) {
    saved("a");
    edit(text -> text.replace(field, field.endsWith(",") ? "" : "\"x\":1"));

    assertInstanceOf(Opened.Lost.class, open());
  }

  @Test
  void aPlanIsReadBackwardsInParts() {
    var steps =
        List.of("a", "b", "c", "d", "e").stream().map(p -> move(new Item.Debris(p), p)).toList();
    var seen = new java.util.ArrayList<String>();

    Backwards.through(steps::stream, 2, step -> seen.add(step.path()));

    assertEquals(List.of("e", "d", "c", "b", "a"), seen);
  }
}
