// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags, and the images that they need.
class V1SurveyTest {
  private final V1World world = V1World.inMemory();

  private static final String TAG = "repositories/team/app/tag_v1";

  @Test
  @DisplayName("1: an image that no tag needs is garbage")
  void anImageThatNoTagNeedsIsGarbage() {
    world.chain("A", "B", "C").tag("team/app:v1", "B");

    assertThat(world.live()).containsExactly("A", "B");
    assertThat(world.garbage()).containsExactly("C");
    assertThat(world.survey().findings()).isEmpty();
  }

  @Test
  void anImageThatTwoRepositoriesNeedStays() {
    world.chain("A", "B").child("C", "A").tag("team/app:v1", "B").tag("team/tool:v1", "C");

    assertThat(world.garbage()).isEmpty();
  }

  @Test
  void aTagIsAsYoungAsTheNewestOfItsTwoFiles() {
    world
        .image("A")
        .tag("team/app:v1", "A")
        .age(Duration.ofHours(3))
        .put("repositories/team/app/tagv1_json", "{}");

    var tag = world.survey().repositories().getFirst().tags().getFirst();

    assertThat(tag.pushed()).isEqualTo(V1World.NOW.minus(Duration.ofHours(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", "  %s \t", "\uFEFF%s", "\uFEFF%s\r\n"})
  @DisplayName("3: what editors put around the id does not matter")
  void whatEditorsPutAroundTheIdDoesNotMatter(String form) {
    world.chain("A", "B", "C").tag("team/app:v1", "B").put(TAG, form.formatted(id("B")));

    assertThat(world.garbage()).containsExactly("C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "zz", "\"\"", "null", "ABCDEF0123456789", "0123"})
  @DisplayName("4: a tag without an id blocks")
  void aTagWithoutAnIdBlocks(String content) {
    world.chain("A", "B", "C").tag("team/app:v1", "B").put(TAG, content);

    assertThat(world.survey().blocking()).singleElement().extracting(Finding::path).isEqualTo(TAG);
    assertThat(world.tags()).containsEntry("team/app:v1", "?");
    assertThat(world.garbage()).isEmpty();
  }

  @Test
  @DisplayName("4: a tag that is being written is read again")
  void aTagThatIsBeingWrittenIsReadAgain() {
    world.chain("A", "B", "C").tag("team/app:v1", "B").put(TAG, "");
    world.whileWaiting(n -> world.put(TAG, n == 2 ? id("B").substring(0, 20) : id("B")));

    assertThat(world.garbage()).containsExactly("C");
  }

  @Test
  @DisplayName("5: a tag on an image that is not there blocks")
  void aTagOnAnImageThatIsNotThereBlocks() {
    world.chain("A", "B").tag("team/app:v1", "Z");

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.DANGLING))
        .satisfies(f -> assertThat(f.why()).startsWith("team/app:v1 needs it"))
        .satisfies(f -> assertThat(f.path()).isEqualTo("images/" + id("Z")));
  }

  @Test
  @DisplayName("6: what a missing ancestor needs is known from the ancestry above it")
  void whatAMissingAncestorNeedsIsKnownFromTheAncestryAboveIt() {
    world.chain("A", "B", "C").image("X").tag("team/app:v1", "C");
    List.of("json", "ancestry", "layer", "_checksum")
        .forEach(file -> world.remove(file("B", file)));
    world.remove("images/" + id("B"));

    assertThat(world.live()).containsExactly("A", "B", "C");
    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.damage())
        .singleElement()
        .satisfies(f -> assertThat(f.effect()).isEqualTo(Effect.DAMAGE))
        .satisfies(f -> assertThat(f.item()).isEqualTo(id("B")))
        .satisfies(f -> assertThat(f.why()).contains("team/app:v1"));
  }

  @Test
  @DisplayName("7: a lost ancestry is made up for by the parents")
  void aLostAncestryIsMadeUpForByTheParents() {
    world.chain("A", "B", "C").image("X").tag("team/app:v1", "C").remove(file("C", "ancestry"));

    assertThat(world.live()).containsExactly("A", "B", "C");
    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.damage())
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.MISSING))
        .satisfies(f -> assertThat(f.path()).isEqualTo(file("C", "ancestry")))
        .satisfies(f -> assertThat(f.repair()).contains("write the ancestry anew"));
  }

  @Test
  @DisplayName("8: an image that says nothing of its parents blocks")
  void anImageThatSaysNothingOfItsParentsBlocks() {
    world
        .chain("A", "B", "C")
        .tag("team/app:v1", "C")
        .remove(file("C", "ancestry"))
        .remove(file("C", "json"));

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("images/" + id("C"));
    assertThat(world.garbage()).isEmpty();
  }

  @Test
  void aParentThatSaysNothingBlocksWhenOnlyAJsonLedToIt() {
    world.chain("A", "B", "C").tag("team/app:v1", "C").remove(file("C", "ancestry"));
    world.remove(file("B", "ancestry")).remove(file("B", "json"));

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::item)
        .isEqualTo(id("B"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[\"%1$s\", \"%2$s",
        "\"%1$s\"",
        "{}",
        "[]",
        "[1]",
        "[null]",
        "[\"%1$s\",[\"%2$s\"]]",
        "[\"%1$s\"] x",
        "[\"../../etc\"]",
        "[\"/etc\", \".\", \"\\u0000\"]",
        "[",
        "\uFEFF",
        "[[[[[["
      })
  @DisplayName("9, 10, 13: a spoilt ancestry is damage, and the parents count")
  void aSpoiltAncestryIsDamageAndTheParentsCount(String content) {
    world.chain("A", "B", "C").image("X").tag("team/app:v1", "C");
    world.put(file("C", "ancestry"), content.formatted(id("C"), id("B")));

    assertThat(world.live()).containsExactly("A", "B", "C");
    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.damage()).singleElement().extracting(Finding::kind).isEqualTo(Kind.CORRUPT);
  }

  @Test
  @DisplayName("10: an id may be named twice")
  void anIdMayBeNamedTwice() {
    world.chain("A", "B").tag("team/app:v1", "B");
    world.put(file("B", "ancestry"), V1World.array(List.of(id("B"), id("A"), id("A"), id("B"))));

    assertThat(world.live()).containsExactly("A", "B");
    assertThat(world.damage()).isEmpty();
  }

  @Test
  @DisplayName("10, 13: an ancestry of many megabytes of nonsense does no harm")
  void anAncestryOfManyMegabytesOfNonsenseDoesNoHarm() {
    world.chain("A", "B").tag("team/app:v1", "B");
    world.put(
        file("B", "ancestry"),
        "[\"" + "a".repeat(5000) + "\"," + "\"x\",".repeat(2_000_000) + "\"\"]");

    assertThat(world.live()).containsExactly("A", "B");
    assertThat(world.damage()).hasSize(1);
  }

  @Test
  @DisplayName("9: an ancestry that is being written is read again")
  void anAncestryThatIsBeingWrittenIsReadAgain() {
    world.chain("A", "B").tag("team/app:v1", "B").put(file("B", "ancestry"), "[\"");
    world.whileWaiting(
        _ -> world.put(file("B", "ancestry"), V1World.array(List.of(id("B"), id("A")))));

    assertThat(world.damage()).isEmpty();
  }

  @Test
  @DisplayName("11: an ancestry that does not begin with its image counts and is damage")
  void anAncestryThatDoesNotBeginWithItsImageCountsAndIsDamage() {
    world.chain("A", "B", "C").image("X").tag("team/app:v1", "C");
    world.put(file("C", "ancestry"), V1World.array(List.of(id("X"))));

    assertThat(world.live()).containsExactly("A", "B", "C", "X");
    assertThat(world.damage()).singleElement().extracting(Finding::effect).isEqualTo(Effect.DAMAGE);
  }

  @Test
  @DisplayName("11, R1: an ancestry and a parent that disagree both count")
  void anAncestryAndAParentThatDisagreeBothCount() {
    world.chain("A", "B").image("X").tag("team/app:v1", "B");
    world.put(file("B", "ancestry"), V1World.array(List.of(id("B"), id("X"))));

    assertThat(world.live()).containsExactly("A", "B", "X");
    assertThat(world.damage())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("different parents"));
  }

  @Test
  @DisplayName("12: loops end")
  void loopsEnd() {
    world.image("A").image("B").image("S").tag("team/app:v1", "A").tag("team/app:self", "S");
    world.put(file("A", "ancestry"), V1World.array(List.of(id("A"), id("B"))));
    world.put(file("B", "ancestry"), V1World.array(List.of(id("B"), id("A"))));
    world.put(file("S", "json"), "{\"parent\":\"%s\"}".formatted(id("S")));

    assertThat(world.live()).containsExactly("A", "B", "S");
  }

  @Test
  @DisplayName("14: chains of 127 and 5000 images live from the tip on")
  void longChainsLiveFromTheTipOn() {
    String[] chain = IntStream.range(0, 127).mapToObj(i -> "layer" + i).toArray(String[]::new);
    world.chain(chain).tag("team/app:v1", chain[126]);
    for (int i = 0; i < 5000; i++) {
      String parent = i == 0 ? "" : ",\"parent\":\"%s\"".formatted(id("long" + (i - 1)));
      world.put(file("long" + i, "json"), "{\"id\":\"%s\"%s}".formatted(id("long" + i), parent));
    }
    world.tag("team/app:long", "long4999");

    assertThat(world.live()).hasSize(5127);
    assertThat(world.survey().blocking()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF{\"parent\":\"%s\"}",
        "{\r\n\"parent\":\r\n\"%s\"\r\n}\r\n",
        "{\"parent\":null,\"parent\":\"%s\"}",
        "{\"Size\":9223372036854775808,\"x\":1e999,\"parent\":\"%s\"}",
        "{\"config\":{\"parent\":\"none\"},\"parent\":\"%s\"}"
      })
  @DisplayName("67: the json of an image may be odd")
  void theJsonOfAnImageMayBeOdd(String json) {
    world
        .chain("A", "B")
        .tag("team/app:v1", "B")
        .remove(file("B", "ancestry"))
        .put(file("B", "json"), json.formatted(id("A")));

    assertThat(world.live()).containsExactly("A", "B");
  }

  @Test
  @DisplayName("67: a json of 20 MB, or of brackets alone, does no harm")
  void aHugeJsonDoesNoHarm() {
    world.chain("A", "B").chain("C", "D").tag("team/app:v1", "B").tag("team/app:v2", "D");
    world.put(
        file("B", "json"),
        "{\"x\":\"%s\",\"parent\":\"%s\"}".formatted("x".repeat(19 << 20), id("A")));
    world.put(file("D", "json"), "[".repeat(4 << 20));

    assertThat(world.live()).containsExactly("A", "B", "C", "D");
    assertThat(world.damage()).singleElement().extracting(Finding::item).isEqualTo(id("D"));
  }

  @Test
  void imagesOfVeryOldClientsHaveShortIds() {
    world
        .put("images/0123456789abcdef/json", "{}")
        .put("images/0123456789abcdef/ancestry", "[\"0123456789abcdef\"]");
    world
        .put("images/fedcba9876543210/json", "{}")
        .put("repositories/team/app/tag_v1", "0123456789abcdef");

    assertThat(world.live()).containsExactly("0123456789abcdef");
    assertThat(world.garbage()).containsExactly("fedcba9876543210");
  }

  @Test
  @DisplayName("20, R5: what is no image in images/ is named and left alone")
  void whatIsNoImageIsNamedAndLeftAlone() {
    var strays =
        List.of(
            "lost+found",
            ".snapshot",
            "README",
            id("A") + ".bak",
            id("A").toUpperCase(java.util.Locale.ROOT));
    world.image("A").tag("team/app:v1", "A");
    strays.forEach(name -> world.put("images/" + name + "/json", "{}"));

    assertThat(world.garbage()).isEmpty();
    assertThat(world.survey().findings().stream().map(Finding::path).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(strays.stream().map("images/"::concat).toList());
    assertThat(world.damage()).isEmpty();
  }

  @Test
  @DisplayName("sizes of live images are known without a look")
  void sizesOfLiveImagesAreKnown() {
    world.image("A").tag("team/app:v1", "A");

    var inventory = world.survey();

    long bytes = "{\"id\":\"\"}".length() + 64L + "[\"\"]".length() + 64 + "layer of A".length();
    assertThat(inventory.sizes().get(V1World.image(inventory, "A"))).isEqualTo(bytes);
  }
}
