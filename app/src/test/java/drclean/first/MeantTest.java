// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is refused until somebody says that it is meant, by the option that the refusal names.
@Timeout(60)
class MeantTest {
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};

  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void aRegistryWithGarbage() {
    world = new World(folder.resolve("registry"));
    world.push("team/app:v1", "base", "tip").leave("garbage").aged();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Typed ended(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  /// Refused, with this option named as the way out, and nothing has changed.
  private void refused(String option, String command, String... options) {
    var before = Snapshot.of(world.root());
    assertThat(ended(3, command, options).err()).contains("add " + option);
    assertThat(Snapshot.of(world.root())).isEqualTo(before);
  }

  @Test
  @DisplayName("5, R2: a tag whose image is missing refuses, and may be meant")
  void aTagThatDanglesMayBeMeant() {
    world.write("repositories/team/app/tag_lost", Image.id("nobody")).aged();
    refused("--even-if-tags-dangle", "scrub", SCRUB);
    assertThat(ended(1, "validate").out()).contains("team/app:lost", Image.id("nobody"));

    ended(1, "scrub", "--yes", "--even-if-tags-dangle");

    assertThat(world.has("garbage")).isFalse();
    assertThat(world.has("tip") && world.has("base")).isTrue();
    assertThat(world.has("nobody")).isFalse();
    refused("--even-if-tags-dangle", "purge", "--yes", "--hold", "0s");
    ended(1, "purge", "--yes", "--hold", "0s", "--even-if-tags-dangle");
    assertThat(ended(0, "runs").out()).contains("nothing is in the quarantine");
  }

  @Test
  @DisplayName("5, 8: an image that is there and says nothing cannot be meant to be missing")
  void anImageThatSaysNothingIsRefusedAllTheSame() {
    world.remove("images/" + Image.id("tip") + "/json");
    world.remove("images/" + Image.id("tip") + "/ancestry");

    ended(3, "scrub", "--yes", "--even-if-tags-dangle");

    assertThat(world.has("base") && world.has("garbage")).isTrue();
  }

  @Test
  @DisplayName("30, R4: without the repositories all is refused, and may be meant")
  void withoutTheRepositoriesAllMayBeMeant() {
    world.remove("repositories");
    refused("--even-if-nothing-is-tagged", "scrub", SCRUB);
    assertThat(ended(0, "report").out()).contains("Nothing can be cleaned now", "repositories");

    ended(0, "scrub", "--yes", "--max-percent", "100", "--even-if-nothing-is-tagged");

    assertThat(world.root().resolve("images").toFile().list()).isEmpty();
  }

  @Test
  @DisplayName("30, R4: where nothing is tagged all is refused, and may be meant; purge, too")
  void whereNothingIsTaggedAllMayBeMeant() {
    world.remove("repositories/team");
    refused("--even-if-nothing-is-tagged", "scrub", SCRUB);

    ended(0, "scrub", "--yes", "--max-percent", "100", "--even-if-nothing-is-tagged");

    refused("--even-if-nothing-is-tagged", "purge", "--yes", "--hold", "0s");
    ended(0, "purge", "--yes", "--hold", "0s", "--even-if-nothing-is-tagged");
    assertThat(world.root().resolve("dr-clean/runs").toFile().list()).isEmpty();
  }

  @Test
  @DisplayName("30: tags that are not mounted any more keep what waits in quarantine")
  void tagsThatAreNotMountedKeepWhatWaits() throws IOException {
    ended(0, "scrub", SCRUB);
    Path repositories = world.root().resolve("repositories");
    Files.move(repositories, folder.resolve("unmounted"));
    Files.createDirectory(repositories);

    refused("--even-if-nothing-is-tagged", "purge", "--yes", "--hold", "0s");

    Files.delete(repositories);
    Files.move(folder.resolve("unmounted"), repositories);
    ended(0, "purge", "--yes", "--hold", "0s");
  }
}
