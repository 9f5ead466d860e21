// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static drclean.plan.Scope.Keep.TAGGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Doubt;
import drclean.registry.Finding;
import drclean.registry.Item;
import drclean.registry.Look.Leftover;
import drclean.registry.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Scope CAREFUL = Scope.careful().keeping(TAGGED);
  private static final Scope TAGS =
      new Scope(
          TAGGED, CAREFUL.grace(), CAREFUL.uploadAge(), Set.of(), Set.of(Doubt.NOTHING_IS_TAGGED));

  private final World world = new World();

  private List<Step> steps() {
    return world.see().plan(TAGS).steps().get().toList();
  }

  private static Finding blocking() {
    return new Finding(
        Finding.Kind.UNREADABLE, "app", "a/path", "it is closed", "open it", Finding.Effect.BLOCKS);
  }

  private void leftover(Item item) {
    world.leftovers.add(new Leftover(item, "path", 5, Instant.EPOCH, "unfinished since 1970"));
  }

  /// Garbage of every kind.
  private void mess() {
    world.manifest("image", "layer").link("app", "image");
    world.manifest("sig", "payload").push("app", World.fallback("image") + ".sig", "sig");
    world.referrer("a referrer", "image").link("app", "a referrer");
    world.history.add(new Item.History("app", "v1", World.digest("image")));
    world.history.add(new Item.History("app", "v1", World.digest("kept")));
    world.manifest("kept", "stays").push("app", "v1", "kept");
    leftover(new Item.Debris("x.tmp"));
    leftover(new Item.Upload("app", "u-1"));
  }

  @Test
  void stepsComeInTheOrderOfTheirKinds() {
    mess();

    assertThat(steps().stream().map(step -> step.item().kind()).distinct())
        .containsExactly(
            "tag", "history", "manifest-link", "layer-link", "upload", "debris", "blob");
    assertThat(world.see().plan(TAGS).totals().keySet())
        .containsExactly(
            "tag", "history", "manifest-link", "layer-link", "upload", "debris", "blob");
  }

  @Test
  void stepsOfAKindComeByTheirDigestsWhereNothingNeedsAnother() {
    for (int i = 0; i < 50; i++) {
      world.manifest("image " + i, "layer " + i).link("app", "image " + i);
    }
    world.manifest("kept", "stays").push("app", "v1", "kept");

    for (String kind : List.of("manifest-link", "layer-link")) {
      assertThat(
              steps().stream()
                  .map(Step::item)
                  .filter(item -> item.kind().equals(kind))
                  .map(Item::title))
          .hasSize(50)
          .isSorted();
    }
  }

  @Test
  void everyStepSaysWhy() {
    mess();
    String image = World.digest("image").toString();

    assertThat(steps().stream().map(step -> step.item().kind() + ": " + step.because()).distinct())
        .containsExactly(
            "tag: its subject " + image + " goes",
            "history: the manifest that the tag pointed at goes",
            "manifest-link: no tag reaches it, nor its subject " + image,
            "manifest-link: no tag reaches it",
            "layer-link: no manifest of app needs it",
            "upload: unfinished since 1970",
            "debris: unfinished since 1970",
            "blob: nothing in the registry needs it");
  }

  @Test
  void whatSpeaksOfASubjectSaysWithWhich() {
    mess();

    assertThat(
            steps().stream()
                .map(Step.Move.class::cast)
                .filter(move -> !move.bond().equals(Bond.ALONE))
                .map(move -> move.item().kind() + " " + move.bond()))
        .containsExactly(
            "tag " + new Bond.Subject(World.digest("image")),
            "manifest-link " + new Bond.Subject(World.digest("image")));
  }

  @Test
  void onlyTheHistoryOfManifestsThatGoIsTaken() {
    mess();

    assertThat(steps().stream().map(Step::item).filter(Item.History.class::isInstance))
        .containsExactly(new Item.History("app", "v1", World.digest("image")));
  }

  @Test
  void theHistoryOfATagThatGoesLeavesWithTheTag() {
    String tag = World.fallback("image");
    mess();
    world.push("app", tag, "sig").history.clear();
    world.history.add(new Item.History("app", tag, World.digest("image")));

    assertThat(steps().stream().map(Step::item)).contains(new Item.Tag("app", tag));
    assertThat(steps().stream().map(Step::item)).noneMatch(Item.History.class::isInstance);
  }

  @Test
  void anIndexLeavesBeforeItsChildrenAndThoseBeforeTheirLayers() {
    world
        .manifest("b child", "layer")
        .manifest("a inner", "b child")
        .manifest("c outer", "a inner");
    world.link("app", "c outer");

    List<Item> order = steps().stream().map(Step::item).toList();

    assertThat(order)
        .containsExactly(
            new Item.ManifestLink("app", World.digest("c outer")),
            new Item.ManifestLink("app", World.digest("a inner")),
            new Item.ManifestLink("app", World.digest("b child")),
            new Item.LayerLink("app", World.digest("layer")),
            new Item.Blob(World.digest("c outer")),
            new Item.Blob(World.digest("a inner")),
            new Item.Blob(World.digest("b child")),
            new Item.Blob(World.digest("layer")));
  }

  @Test
  void anEmptyFolderIsCutAfterAllMovesAndIsNoBlobThatIsTaken() {
    world.manifest("image", "layer").link("app", "image").hollow.add("layer");
    world.place("app").hollowLinks.add("layer");
    Plan plan = world.see().plan(TAGS);

    List<Step> last = plan.steps().get().skip(2).toList();

    assertThat(last.stream().map(Step::item))
        .containsExactly(
            new Item.LayerLink("app", World.digest("layer")), new Item.Blob(World.digest("layer")));
    assertThat(last).allMatch(Step.Cut.class::isInstance);
    assertThat(plan.total("blob").count()).isEqualTo(1);
    assertThat(plan.total(Planner.EMPTY_FOLDER)).isEqualTo(new Plan.Total(2, 0));
  }

  @Test
  void bytesAreCountedWhereTheyAreKnown() {
    world.manifest("image", "layer").link("app", "image");

    Plan plan = world.see().plan(TAGS);

    assertThat(plan.total("blob"))
        .isEqualTo(new Plan.Total(2, "image".length() + "layer".length()));
    assertThat(plan.total("manifest-link")).isEqualTo(new Plan.Total(1, 71));
    assertThat(plan.total("layer-link")).isEqualTo(new Plan.Total(1, 71));
  }

  @Test
  void aPlanForARegistryThatIsCleanIsEmpty() {
    world.manifest("image", "layer").push("app", "v1", "image");

    assertThat(world.see().plan(TAGS).isEmpty()).isTrue();
    assertThat(steps()).isEmpty();
  }

  @Test
  void aSurveyThatCannotTellWhatIsNeededIsRefused() {
    world.manifest("image", "layer").push("app", "v1", "image").findings.add(blocking());

    assertThatThrownBy(this::steps)
        .isInstanceOf(Refused.class)
        .hasMessage(
            "refused: what app needs is unknown (a/path: it is closed); open it, or run `validate`"
                + " to see all");
  }

  @Test
  void aLookThatCannotTellWhatIsNeededIsRefused() {
    world.manifest("image", "layer").push("app", "v1", "image");
    world.laterFindings.addAll(List.of(blocking(), blocking()));

    assertThatThrownBy(this::steps)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("and there are 1 more of these");
  }

  @Test
  void aRegistryInWhichNothingRefersToAnythingIsNotEmptiedUnasked() {
    world.content.add("layer");

    assertThatThrownBy(() -> world.see().plan(CAREFUL))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("any of the 1 blobs");
    assertThat(world.see().plan(TAGS).total("blob").count()).isEqualTo(1);
  }

  @Test
  void aRegistryWithoutAnyTagIsNotEmptiedUnasked() {
    world.manifest("image", "layer").link("app", "image");

    assertThatThrownBy(() -> world.see().plan(CAREFUL))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("there is no tag in the whole registry of 2 blobs")
        .hasMessageContaining("--even-if-nothing-is-tagged");
    assertThat(world.see().plan(Scope.careful()).isEmpty()).isTrue();
    assertThat(world.see().plan(TAGS).total("blob").count()).isEqualTo(2);
  }

  @Test
  void nothingIsPlannedWhereTheContentOfAllManifestsIsMissing() {
    world
        .manifest("one", "a")
        .push("app", "v1", "one")
        .manifest("two", "b")
        .push("app", "v2", "two");
    leftover(new Item.Upload("app", "u-1"));
    world.content.clear();

    assertThatThrownBy(this::steps)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("none of the 2 manifests that are linked has its content here")
        .hasMessageContaining("--even-if-tags-dangle");
    world.content.add("one");
    assertThat(steps()).hasSize(1);
  }

  @Test
  void anEmptyRegistryIsNotRefused() {
    assertThat(steps()).isEmpty();
  }
}
