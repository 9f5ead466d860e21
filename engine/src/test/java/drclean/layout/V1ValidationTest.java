// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.Layout.Depth.BYTES;
import static drclean.layout.Layout.Depth.NAMES;
import static drclean.layout.V1World.checksum;
import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a validation says of a registry that is whole, and of one that is not.
class V1ValidationTest {
  private static final String INDEX = "repositories/team/app/_index_images";

  private final V1World world = V1World.inMemory();

  @BeforeEach
  void aChainWithATag() {
    world.chain("A", "B", "C").tag("team/app:v1", "C");
  }

  @Test
  @DisplayName("1: a whole registry gives no finding")
  void aWholeRegistryGivesNoFinding() {
    world.image("orphan");

    assertThat(world.validate(NAMES)).isEmpty();
    assertThat(world.validate(BYTES)).isEmpty();
  }

  @Test
  @DisplayName("4, 26: what blocks a plan is among the findings")
  void whatBlocksAPlanIsAmongTheFindings() {
    world.put("repositories/team/app/tag_v2", "");

    assertThat(world.validate(NAMES))
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories/team/app/tag_v2");
  }

  @Test
  @DisplayName("5, 6: a missing image is named with a tag that needs it")
  void aMissingImageIsNamedWithATagThatNeedsIt() {
    world.tag("team/tool:v1", "Z");
    List.of("json", "ancestry", "layer", "_checksum")
        .forEach(name -> world.remove(file("B", name)));
    world.remove("images/" + id("B"));

    assertThat(world.validate(NAMES))
        .filteredOn(Finding::damage)
        .extracting(Finding::item, Finding::effect, f -> f.why().substring(0, f.why().indexOf(' ')))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(id("Z"), Effect.BLOCKS, "team/tool:v1"),
            org.assertj.core.groups.Tuple.tuple(id("B"), Effect.DAMAGE, "team/app:v1"));
  }

  @Test
  void aMissingLayerIsDamage() {
    world.remove(file("B", "layer"));

    only(NAMES, Kind.MISSING, Effect.DAMAGE, file("B", "layer"));
  }

  @Test
  @DisplayName("17: an image that is tagged and marked as uploading is damage")
  void anImageThatIsTaggedAndMarkedAsUploadingIsDamage() {
    world.put(file("C", "_inprogress"), "true");

    only(NAMES, Kind.CORRUPT, Effect.DAMAGE, file("C", "_inprogress"));
    assertThat(world.live()).contains("C");
  }

  @Test
  @DisplayName("17: a mark of an upload on right bytes is stale")
  void aMarkOfAnUploadOnRightBytesIsStale() {
    world.put(file("C", "_inprogress"), "true");

    assertThat(world.validate(BYTES))
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("the mark is stale"));
  }

  @Test
  @DisplayName("32: what an index lists too much or too little is a note")
  void whatAnIndexListsTooMuchOrTooLittleIsANote() {
    world.put(
        INDEX,
        "[{\"id\": \"%s\", \"Tag\": \"v1\"}, {\"id\": \"%s\"}]".formatted(id("gone"), id("gone")));

    assertThat(world.validate(NAMES))
        .hasSize(2)
        .allMatch(f -> f.effect() == Effect.NOTE && f.path().equals(INDEX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[{\"id\": \"", "null"})
  @DisplayName("33: a spoilt index is damage")
  void aSpoiltIndexIsDamage(String content) {
    world.put(INDEX, content);

    only(NAMES, Kind.CORRUPT, Effect.DAMAGE, INDEX);
    assertThat(world.survey().blocking()).isEmpty();
  }

  @Test
  void aMissingIndexIsDamageWhereThereAreTags() {
    world.remove(INDEX).folder("repositories/team/empty");

    only(NAMES, Kind.MISSING, Effect.DAMAGE, INDEX);
  }

  @Test
  @DisplayName("68: the checksum of old servers is a bare text")
  void theChecksumOfOldServersIsABareText() {
    world.put(
        file("B", "_checksum"),
        "sha256:"
            + checksum(
                "{\"id\":\"%s\",\"parent\":\"%s\"}".formatted(id("B"), id("A")), "layer of B"));

    assertThat(world.validate(BYTES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tarsum+sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "[\"tarsum.v1+sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"]"
      })
  @DisplayName("68: a tarsum cannot be checked, and that is a note")
  void aTarsumCannotBeChecked(String content) {
    world.put(file("B", "_checksum"), content);

    only(BYTES, Kind.EXTERNAL, Effect.NOTE, file("B", "_checksum"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "sha256:12",
        "[\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"]"
      })
  @DisplayName("68: a checksum that is empty or of other bytes is damage, with the tag")
  void aChecksumOfOtherBytesIsDamage(String content) {
    world.put(file("B", "_checksum"), content);

    only(BYTES, Kind.CORRUPT, Effect.DAMAGE, file("B", "_checksum"));
    assertThat(world.validate(BYTES).getFirst().why()).startsWith("team/app:v1 needs it");
  }

  @Test
  @DisplayName("68: changed bytes of an image that no tag needs are a note")
  void changedBytesOfAnImageThatNoTagNeedsAreANote() {
    world.image("orphan").put(file("orphan", "layer"), "changed");

    only(BYTES, Kind.CORRUPT, Effect.NOTE, file("orphan", "_checksum"));
  }

  @Test
  void withoutTheBytesNoChecksumIsRead() {
    world.put(file("B", "_checksum"), "").put(file("C", "layer"), "changed");

    assertThat(world.validate(NAMES)).isEmpty();
  }

  private void only(Layout.Depth depth, Kind kind, Effect effect, String path) {
    assertThat(world.validate(depth))
        .singleElement()
        .extracting(Finding::kind, Finding::effect, Finding::path)
        .containsExactly(kind, effect, path);
  }
}
