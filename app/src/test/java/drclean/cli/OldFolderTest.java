// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gives back what the original cleaner moved to its temporary folders.
class OldFolderTest {
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  @TempDir private Path folder = Path.of("");
  private Typed typed = Typed.at(Path.of(""), Path.of(""));

  @BeforeEach
  void anOldRegistryAndTheOldCleanersFolders() throws IOException {
    Path registry = folder.resolve("registry");
    image(registry.resolve("images"), SECOND, "again");
    Files.createDirectories(registry.resolve("repositories/library/app"));
    Files.writeString(registry.resolve("repositories/library/app/tag_v1"), SECOND);
    image(folder.resolve("tmp/unused-imagesAb3x"), FIRST, "first");
    image(folder.resolve("tmp/unused-imagesCd4y"), SECOND, "second");
    image(folder.resolve("tmp/somebody's"), FIRST, "not the cleaner's");
    Files.writeString(folder.resolve("tmp/unused-imagesAb3x/README"), "not an image");
    typed = Typed.at(registry, folder.resolve("cache"));
  }

  private static void image(Path folder, String id, String layer) throws IOException {
    Path image = folder.resolve(id);
    Files.createDirectories(image);
    Files.writeString(image.resolve("json"), "{\"id\":\"" + id + "\"}");
    Files.writeString(image.resolve("ancestry"), "[\"" + id + "\"]");
    Files.writeString(image.resolve("layer"), layer);
  }

  @Test
  void imagesGoBackAndNothingIsReplaced() throws IOException {
    Typed.Answer answer = typed.type("ROOT revert --path " + folder.resolve("tmp"));

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains(FIRST).doesNotContain(SECOND);
    assertThat(answer.err()).contains(SECOND + " stays where it is", "gave back 1 image");
    assertThat(typed.registry().resolve("images/" + FIRST + "/layer")).hasContent("first");
    assertThat(typed.registry().resolve("images/" + SECOND + "/layer")).hasContent("again");
    assertThat(folder.resolve("tmp/somebody's/" + FIRST)).exists();
    assertThat(folder.resolve("tmp/unused-imagesAb3x/README")).exists();
  }

  @Test
  void aDryRunSaysTheSameInJsonAndMovesNothing() {
    Typed.Answer answer =
        typed.type("restore ROOT --dry-run --format json --path " + folder.resolve("tmp"));

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("\"dryRun\" : true", FIRST, SECOND, "\"bytes\" : 146");
    assertThat(folder.resolve("tmp/unused-imagesAb3x/" + FIRST)).exists();
  }

  @Test
  void whatWasGivenBackIsCountedAsElsewhere() {
    Typed.Answer answer =
        typed.type("restore ROOT --format json --path " + folder.resolve("tmp/unused-imagesAb3x"));

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("\"restored\" : {", "\"count\" : 1", "\"present\" : [ ]");
  }

  @Test
  void aSymbolicLinkInPlaceOfTheImagesIsRefused() throws IOException {
    Path images = typed.registry().resolve("images");
    Files.move(images, folder.resolve("elsewhere"));
    Files.createSymbolicLink(images, folder.resolve("elsewhere"));

    Typed.Answer answer = typed.type("ROOT revert --path " + folder.resolve("tmp"));

    assertThat(answer.exit()).isEqualTo(3);
    assertThat(folder.resolve("elsewhere/" + FIRST)).doesNotExist();
  }
}
