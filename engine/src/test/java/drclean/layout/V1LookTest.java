// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a closer look at the images that no tag needs finds.
class V1LookTest {
  private static final Duration YOUNG = Duration.ofHours(2);
  private static final Duration RESTING = Duration.ofDays(3);

  private final V1World world = V1World.inMemory();

  @BeforeEach
  void aTagThatStays() {
    world.image("kept").tag("team/kept:v1", "kept");
  }

  @Test
  @DisplayName("1: the bytes of an image are those of all its files")
  void theBytesOfAnImageAreThoseOfAllItsFiles() {
    world
        .put(file("X", "json"), "{}")
        .put(file("X", "layer"), "12345")
        .put(file("X", "_files"), "[]")
        .put(file("X", "more/deep"), "123");

    assertThat(world.bytes()).containsEntry(id("X"), 12L);
  }

  @Test
  @DisplayName("R3: a young image keeps what it needs")
  void aYoungImageKeepsWhatItNeeds() {
    world.chain("A", "B").image("X").age(YOUNG).child("C", "B");

    assertThat(world.garbage()).containsExactly("X");
  }

  @Test
  @DisplayName("R3: what is rewritten long after a push is no sign of youth")
  void aCacheThatIsRewrittenIsNoSignOfYouth() {
    world
        .image("X")
        .age(YOUNG)
        .put(file("X", "_files"), "[]")
        .put(file("X", "_diff"), "{}")
        .folder("images/" + id("X"));

    assertThat(world.garbage()).containsExactly("X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "ancestry", "layer", "_checksum", "_inprogress"})
  void anyFileOfAPushIsASignOfYouth(String name) {
    world.image("X").age(YOUNG).put(file("X", name), "{}");

    assertThat(world.garbage()).isEmpty();
  }

  @Test
  @DisplayName("15: an upload that rests goes only when it is stale")
  void anUploadThatRestsGoesOnlyWhenItIsStale() {
    world.chain("A", "B").put(file("B", "_inprogress"), "true");
    world.age(RESTING).image("C").child("D", "C").put(file("D", "_inprogress"), "true");

    assertThat(world.garbage()).containsExactly("A", "B");
    assertThat(world.look().findings())
        .filteredOn(f -> f.why().contains("has not ended"))
        .extracting(Finding::item)
        .containsExactlyInAnyOrder(id("B"), id("D"));
  }

  @Test
  @DisplayName("16: an upload that has begun keeps the parents that it will not send")
  void anUploadThatHasBegunKeepsItsParents() {
    world
        .chain("A", "B")
        .age(YOUNG)
        .child("X", "B")
        .remove(file("X", "ancestry"))
        .remove(file("X", "layer"));
    world.put(file("X", "_inprogress"), "true");

    assertThat(world.garbage()).isEmpty();
  }

  @Test
  @DisplayName("18: what a disturbed upload left is named and goes")
  void aHuskIsNamedAndGoes() {
    world.put(file("X", "_checksum"), "[]");

    assertThat(world.garbage()).containsExactly(id("X"));
    assertThat(world.look().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("only its checksum is left"));
  }

  @Test
  @DisplayName("19: an empty folder goes when it is old")
  void anEmptyFolderGoesWhenItIsOld() {
    world.folder("images/" + id("X")).age(YOUNG).folder("images/" + id("Y"));

    var inventory = world.survey();
    var look = world.look();

    assertThat(world.garbage()).containsExactly(id("X"));
    assertThat(world.bytes()).containsEntry(id("X"), 0L);
    assertThat(look.hollow().cardinality()).isEqualTo(2);
    assertThat(look.youngBlobs().stream()).containsExactly(V1World.image(inventory, "Y"));
  }

  @Test
  @DisplayName("50: an unneeded image whose folder may not be read stays, and is named")
  void anImageWhoseFolderMayNotBeReadStays() {
    world.image("X").image("Y").folder("images/" + id("Y")).denying("images/" + id("Y"));

    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.look().findings())
        .singleElement()
        .extracting(Finding::effect, Finding::item)
        .containsExactly(Effect.DAMAGE, id("Y"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 47, 24 * 7 - 1})
  @DisplayName("50, R3: an image that an upload may still need and that may not be read blocks")
  void aYoungImageWhoseFolderMayNotBeReadBlocks(int hours) {
    world.image("X").image("Y").age(Duration.ofHours(hours)).folder("images/" + id("Y"));
    world.denying("images/" + id("Y"));

    assertThat(world.garbage()).isEmpty();
    assertThat(world.look().findings())
        .singleElement()
        .extracting(Finding::effect, Finding::item)
        .containsExactly(Effect.BLOCKS, id("Y"));
  }

  @Test
  @DisplayName("50: a young image whose files may not be read blocks")
  void aYoungImageWhoseFilesMayNotBeReadBlocks() {
    world.chain("A", "B").age(YOUNG).child("C", "B");
    world.denying(file("C", "json")).denying(file("C", "ancestry"));

    assertThat(world.garbage()).isEmpty();
    assertThat(world.look().findings())
        .singleElement()
        .extracting(Finding::effect, Finding::item)
        .containsExactly(Effect.BLOCKS, id("C"));
  }

  @Test
  @DisplayName("51: an image that goes while it is looked at is no finding")
  void anImageThatGoesWhileItIsLookedAtIsNoFinding() {
    world.folder("images/" + id("X")).vanishing("images/" + id("X"));

    assertThat(world.look().findings()).isEmpty();
  }

  @Test
  @DisplayName("32: old lists of images keep nothing")
  void oldListsOfImagesKeepNothing() {
    world
        .image("X")
        .put(
            "repositories/team/app/_index_images",
            V1World.index(List.of(id("X"), id("gone"), id("X"))));

    assertThat(world.garbage()).containsExactly("X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[{\"id\": \"", "{}", "[1]"})
  @DisplayName("33: a spoilt index blocks only while it is young")
  void aSpoiltIndexBlocksOnlyWhileItIsYoung(String content) {
    world.image("X").put("repositories/team/app/_index_images", content);
    assertThat(world.garbage()).containsExactly("X");

    world.age(YOUNG).put("repositories/team/app/_index_images", content);

    assertThat(world.garbage()).isEmpty();
    assertThat(world.look().findings())
        .filteredOn(f -> f.effect() == Effect.BLOCKS)
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories/team/app/_index_images");
  }

  @Test
  void anIndexThatIsBeingWrittenIsReadAgain() {
    String path = "repositories/team/app/_index_images";
    world.image("X").image("Y").age(YOUNG).put(path, "[");
    world.whileWaiting(_ -> world.put(path, V1World.index(List.of(id("X")))));

    assertThat(world.garbage()).containsExactly("Y");
  }

  @Test
  @DisplayName("34: a push that has only said what it needs keeps it")
  void aPushThatHasOnlySaidWhatItNeedsKeepsIt() {
    world
        .chain("A", "B", "C")
        .image("X")
        .age(YOUNG)
        .put("repositories/team/app/_index_images", V1World.index(List.of(id("B"))));

    assertThat(world.garbage()).containsExactly("C", "X");
    assertThat(world.look().pins())
        .containsValue("named by the young repositories/team/app/_index_images");
  }

  @Test
  @DisplayName("34: with tokens the list of allowed images says so")
  void withTokensTheListOfAllowedImagesSaysSo() {
    world
        .chain("A", "B")
        .image("X")
        .age(YOUNG)
        .put("repositories/team/app/_images_list", V1World.array(List.of(id("B"))));

    assertThat(world.garbage()).containsExactly("X");
  }

  @Test
  @DisplayName("36: a push stopped after each of its writes keeps the old images that it counts on")
  void aPushStoppedAfterEachWriteKeepsWhatItCountsOn() {
    world.chain("A", "B").image("X").age(YOUNG);
    List<Runnable> writes =
        List.of(
            () ->
                world.put(
                    "repositories/team/app/_index_images",
                    V1World.index(List.of(id("A"), id("B"), id("N")))),
            () -> world.folder("images/" + id("N")),
            () -> world.put(file("N", "_inprogress"), ""),
            () -> world.put(file("N", "_inprogress"), "true"),
            () -> world.put(file("N", "json"), ""),
            () -> world.put(file("N", "json"), "{\"parent\":\"%s\"}".formatted(id("B"))),
            () ->
                world.put(file("N", "ancestry"), V1World.array(List.of(id("N"), id("B"), id("A")))),
            () -> world.put(file("N", "layer"), "lay"),
            () -> world.put(file("N", "layer"), "layer of N"),
            () -> world.put(file("N", "_checksum"), "[]"),
            () -> world.remove(file("N", "_inprogress")),
            () -> world.put("repositories/team/app/tag_v1", id("N")));

    for (Runnable write : writes) {
      write.run();
      assertThat(world.garbage()).containsExactly("X");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T13:00:00Z", "2126-01-01T00:00:00Z"})
  @DisplayName("54: what comes from the future is young")
  void whatComesFromTheFutureIsYoung(Instant time) {
    world.age(Duration.between(time, V1World.NOW)).image("X");

    assertThat(world.garbage()).isEmpty();
  }

  @Test
  @DisplayName("54: what has no time is old")
  void whatHasNoTimeIsOld() {
    world.age(Duration.between(Instant.EPOCH, V1World.NOW)).image("X");

    assertThat(world.garbage()).containsExactly("X");
  }

  @Test
  void whatIsExactlyAsOldAsTheGraceTimeIsOld() {
    world.age(Duration.between(V1World.GRACE, V1World.NOW)).image("X");

    assertThat(world.garbage()).containsExactly("X");
  }
}
