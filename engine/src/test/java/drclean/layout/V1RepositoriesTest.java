// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Repository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Folders of repositories, the names in them, and folders that are no such registry.
class V1RepositoriesTest {
  private final V1World world = V1World.inMemory();

  @Test
  @DisplayName("24: the metadata of a tag _x is no tag")
  void theMetadataOfATagWithAnUnderscoreIsNoTag() {
    world
        .image("A")
        .tag("team/app:_x", "A")
        .put("repositories/team/app/tag_x_json", "{\"last_update\": 1}");

    assertThat(world.tags()).isEqualTo(Map.of("team/app:_x", "A"));
    assertThat(world.survey().findings()).isEmpty();
  }

  @Test
  @DisplayName("25: a tag x_json is a tag like any other")
  void aTagNamedLikeMetadataIsATag() {
    world.image("A").tag("team/app:x_json", "A").put("repositories/team/app/tagx_json_json", "{}");

    assertThat(world.tags()).isEqualTo(Map.of("team/app:x_json", "A"));
    assertThat(world.survey().findings()).isEmpty();
  }

  @Test
  void twoTagsThatShareAFileAreBothRead() {
    world.image("A").image("B").tag("team/app:_x", "A").tag("team/app:x_json", "B");

    assertThat(world.tags()).isEqualTo(Map.of("team/app:_x", "A", "team/app:x_json", "B"));
  }

  @Test
  @DisplayName("26: a tag that holds an object and is nobody's metadata blocks")
  void aTagThatHoldsAnObjectBlocks() {
    world
        .image("A")
        .put("repositories/team/app/tag_v1", "{\"last_update\": 1}")
        .put("repositories/team/app/tag_y_json", "{}");

    assertThat(world.survey().blocking())
        .extracting(Finding::path)
        .containsExactly("repositories/team/app/tag_v1", "repositories/team/app/tag_y_json");
  }

  @Test
  @DisplayName("28: names that differ in case are two repositories")
  void namesThatDifferInCaseAreTwoRepositories() {
    world.image("A").image("B").tag("team/App:v1", "A").tag("team/app:v1", "B");

    assertThat(world.tags()).isEqualTo(Map.of("team/App:v1", "A", "team/app:v1", "B"));
  }

  @Test
  @DisplayName("29: a repository without tags, and empty folders, keep nothing and break nothing")
  void aRepositoryWithoutTagsKeepsNothing() {
    world.image("A").image("X").tag("team/app:v1", "A");
    world.put("repositories/team/idle/_index_images", V1World.index(List.of(id("X"))));
    world.folder("repositories/team/empty").folder("repositories/nobody");

    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.survey().findings()).isEmpty();
    assertThat(world.survey().repositories())
        .extracting(Repository::name)
        .containsExactly("team/app", "team/empty", "team/idle");
  }

  @Test
  @DisplayName("30: images without a folder of repositories block")
  void imagesWithoutAFolderOfRepositoriesBlock() {
    world.image("A");

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories");
  }

  @Test
  @DisplayName("30: an empty folder of repositories refers to nothing")
  void anEmptyFolderOfRepositoriesRefersToNothing() {
    world.image("A").folder("repositories");

    assertThat(world.survey().refersToNothing()).isTrue();
  }

  @Test
  void anEmptyRegistryIsWhole() {
    world.folder("images").folder("repositories");

    assertThat(world.survey().findings()).isEmpty();
  }

  @Test
  void tagsWithoutTheFolderOfImagesBlockOnce() {
    world.tag("team/app:v1", "A").tag("team/app:v2", "B");

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("images");
  }

  @Test
  @DisplayName("31: a folder that holds neither blocks")
  void aFolderThatHoldsNeitherBlocks() {
    world.put("README", "hello");

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("neither images nor repositories"));
  }

  @Test
  @DisplayName("31: the folder of the images itself blocks")
  void theFolderOfTheImagesItselfBlocks() {
    world.put(id("A") + "/json", "{}");

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.repair()).isEqualTo("name the folder above it"));
  }

  @Test
  @DisplayName("31: a v2 registry blocks")
  void aV2RegistryBlocks() {
    world.folder("docker/registry/v2/repositories");

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("v2"));
  }

  @Test
  @DisplayName("31: the layout of the sample in Go blocks")
  void theLayoutOfTheSampleInGoBlocks() {
    world
        .image("A")
        .put("repositories/team/app/tags/v1", id("A"))
        .put("repositories/team/app/_index", "[]");

    assertThat(world.survey().blocking())
        .extracting(Finding::path)
        .contains("repositories/team/app/tags");
  }

  @Test
  @DisplayName("66: a mirror blocks")
  void aMirrorBlocks() {
    world.chain("A", "B").folder("repositories");
    List.of("A", "B").forEach(image -> world.remove(file(image, "_checksum")));

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).contains("mirror"));
  }

  @Test
  void aFirstPushIsNoMirror() {
    world
        .image("A")
        .remove(file("A", "_checksum"))
        .put(file("A", "_inprogress"), "true")
        .folder("repositories");

    assertThat(world.survey().blocking()).isEmpty();
  }

  @Test
  @DisplayName("50: a repository that may not be read blocks")
  void aRepositoryThatMayNotBeReadBlocks() {
    world.image("A").tag("team/app:v1", "A").tag("team/tool:v1", "A");

    world.denying("repositories/team/app");

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories/team/app");
  }

  @Test
  @DisplayName("23: a tag that may not be read blocks")
  void aTagThatMayNotBeReadBlocks() {
    world.image("A").tag("team/app:v1", "A").denying("repositories/team/app/tag_v1");

    assertThat(world.survey().blocking())
        .singleElement()
        .satisfies(f -> assertThat(f.why()).startsWith("permission denied"));
  }

  @Test
  void aFileWhereANamespaceOrARepositoryShouldBeIsAStray() {
    world
        .image("A")
        .tag("team/app:v1", "A")
        .put("repositories/README", "x")
        .put("repositories/team/notes", "x")
        .put("repositories/team/app/.nfs1", "x");

    assertThat(world.survey().findings()).hasSize(3).allMatch(f -> f.effect() == Effect.NOTE);
  }

  @Test
  @DisplayName("51, 70: a tag that goes while it is read is no tag and no damage")
  void aTagThatGoesIsNoTag() {
    world
        .image("A")
        .tag("team/app:v1", "A")
        .tag("team/app:v2", "A")
        .put("repositories/team/app/tag_v1", "");
    world.whileWaiting(
        n -> {
          if (n == 2) {
            world.remove("repositories/team/app/tag_v1");
          }
        });

    var inventory = world.survey();

    assertThat(inventory.repositories().getFirst().tags())
        .extracting(t -> t.name())
        .containsExactly("v2");
    assertThat(inventory.findings()).isEmpty();
  }
}
