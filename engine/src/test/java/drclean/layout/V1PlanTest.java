// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.plan.Step;
import drclean.registry.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plans that are made from what the layout reads.
class V1PlanTest {
  private final V1World world = V1World.inMemory();

  @Test
  @DisplayName("1: an image that no tag needs is moved with all its bytes")
  void anImageThatNoTagNeedsIsMoved() {
    world.chain("A", "B").image("X").tag("team/app:v1", "B");

    assertThat(world.scrub())
        .singleElement()
        .extracting(Step::path, Step::bytes)
        .containsExactly("images/" + id("X"), world.bytes().get("X"));
  }

  @Test
  void anImageLeavesBeforeItsParents() {
    world.image("kept").tag("team/app:v1", "kept");
    world.chain("D", "B", "C", "A").child("E", "B").chain("Z", "Y");

    List<String> paths = world.scrub().stream().map(Step::path).toList();

    assertThat(paths)
        .hasSize(7)
        .containsSubsequence(path("A"), path("C"), path("B"), path("D"))
        .containsSubsequence(path("E"), path("B"))
        .containsSubsequence(path("Y"), path("Z"));
  }

  @Test
  @DisplayName("12: a loop of unneeded images leaves, too")
  void aLoopOfUnneededImagesLeavesToo() {
    world.image("kept").tag("team/app:v1", "kept").image("A").image("B");
    world.put(file("A", "ancestry"), V1World.array(List.of(id("A"), id("B"))));
    world.put(file("B", "ancestry"), V1World.array(List.of(id("B"), id("A"))));

    assertThat(world.scrub()).hasSize(2);
  }

  @Test
  @DisplayName("R3: what a young image needs is in no plan")
  void whatAYoungImageNeedsIsInNoPlan() {
    world.image("kept").tag("team/app:v1", "kept").chain("A", "B").image("X");
    world.age(Duration.ofHours(1)).child("C", "B");

    assertThat(world.scrub()).extracting(Step::path).containsExactly(path("X"));
  }

  @Test
  @DisplayName("34: what a push has named is in no plan, nor what that needs")
  void whatAPushHasNamedIsInNoPlan() {
    world.image("kept").tag("team/app:v1", "kept").chain("A", "B").image("X");
    world.age(Duration.ofHours(1));
    world.put("repositories/team/new/_index_images", V1World.index(List.of(id("B"))));

    assertThat(world.scrub()).extracting(Step::path).containsExactly(path("X"));
  }

  @Test
  @DisplayName("19: an old empty folder is cut off")
  void anOldEmptyFolderIsCutOff() {
    world.image("kept").tag("team/app:v1", "kept").folder(path("X"));

    assertThat(world.scrub()).singleElement().isInstanceOf(Step.Cut.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz", "{}"})
  @DisplayName("4, R2: a tag that cannot be read refuses a plan and names the file")
  void aTagThatCannotBeReadRefusesAPlan(String content) {
    world.chain("A", "B").tag("team/app:v1", "B").put("repositories/team/app/tag_v1", content);

    assertThatThrownBy(world::scrub)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("repositories/team/app/tag_v1");
  }

  @Test
  @DisplayName("30, R4: a registry without tags is refused")
  void aRegistryWithoutTagsIsRefused() {
    world.image("A").folder("repositories");

    assertThatThrownBy(world::scrub).isInstanceOf(Refused.class).hasMessageContaining("no tag");
  }

  private static String path(String image) {
    return "images/" + id(image);
  }
}
