// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecogniseTest {
  @TempDir private Path root = Path.of("");

  private Path folder(String path) throws IOException {
    return Files.createDirectories(root.resolve(path));
  }

  @Test
  void theRootDirectoryOfASecondRegistryIsKnown() throws IOException {
    folder("docker/registry/v2/blobs");

    assertThat(Recognise.place(root).layout().name()).isEqualTo("v2");
  }

  @Test
  void theFolderOfTheSecondLayoutIsKnownAndItsRootLiesThreeAbove() throws IOException {
    Path inner = folder("docker/registry/v2");
    folder("docker/registry/v2/repositories");

    Place place = Recognise.place(inner);

    assertThat(place.layout().name()).isEqualTo("v2");
    assertThat(place.root()).isEqualTo(root.toRealPath());
  }

  @Test
  void theStoragePathOfAFirstRegistryIsKnown() throws IOException {
    folder("images");
    folder("repositories/library");

    assertThat(Recognise.place(root).layout().name()).isEqualTo("v1");
  }

  @Test
  void theLayoutCanBeForced() {
    assertThat(Recognise.place(root, "v1").layout().name()).isEqualTo("v1");
    assertThat(Recognise.place(root, "v2").layout().name()).isEqualTo("v2");
  }

  @ParameterizedTest
  @CsvSource({
    "docker/registry/v2/blobs, ., v1, is a v2 registry (it holds docker/registry/v2)",
    "docker/registry/v2/blobs, docker/registry/v2, v1, is a v2 registry",
    "docker/registry/v2/repositories, docker/registry/v2, v1, is a v2 registry",
    "images, ., v2, is a v1 registry (it holds images/ or repositories/",
    "repositories/library, ., v2, is a v1 registry"
  })
  void theWrongLayoutIsRefusedWithWhatItReallyIs(
      String made, String named, String layout, String sentence) throws IOException {
    folder(made);

    assertThatThrownBy(() -> Recognise.place(root.resolve(named), layout))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("leave out --layout " + layout);
  }

  @Test
  void aRootThatHoldsBothIsReadAsIsSaid() throws IOException {
    folder("docker/registry/v2/blobs");
    folder("images");

    assertThat(Recognise.place(root, "v1").layout().name()).isEqualTo("v1");
    assertThat(Recognise.place(root, "v2").layout().name()).isEqualTo("v2");
  }

  @ParameterizedTest
  @CsvSource({
    "docker/registry/v2/blobs/sha256, docker/registry/v2/blobs/sha256, lies inside the registry",
    "docker/registry/v2/blobs, docker/registry, lies inside the registry",
    "inner/docker/registry/v2/blobs, ., holds one",
    "images/x, images, is no registry",
    "empty, empty, is empty",
    "some/folder, some, is no registry"
  })
  void aFolderBesideARegistryIsRefusedWithTheWayToIt(String made, String named, String sentence)
      throws IOException {
    folder(made);

    assertThatThrownBy(() -> Recognise.place(root.resolve(named)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void whatIsNotThereOrIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    assertThatThrownBy(() -> Recognise.place(root.resolve("missing")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Recognise.place(file)).hasMessageContaining("is a file");
  }

  @Test
  void anImageLayoutIsRefused() throws IOException {
    Files.writeString(root.resolve("oci-layout"), "{}");
    folder("blobs/sha256");

    assertThatThrownBy(() -> Recognise.place(root)).hasMessageContaining("OCI image layout");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRegistryWithADatabaseIsRefusedEvenWhenForced(boolean forced) throws IOException {
    folder("docker/registry/v2/blobs");
    folder("docker/registry/lockfiles");
    Files.writeString(root.resolve("docker/registry/lockfiles/database-in-use"), "");

    assertThatThrownBy(() -> place(forced))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("database");
  }

  @Test
  void aPullThroughCacheIsRefused() throws IOException {
    folder("docker/registry/v2/blobs");
    Files.writeString(root.resolve("scheduler-state.json"), "{}");

    assertThatThrownBy(() -> Recognise.place(root)).hasMessageContaining("pull-through cache");
  }

  @Test
  void aLockThatLeadsNowhereIsALock() throws IOException {
    folder("docker/registry/v2/blobs");
    folder("docker/registry/lockfiles");
    Files.createSymbolicLink(
        root.resolve("docker/registry/lockfiles/database-in-use"), Path.of("nowhere"));

    assertThatThrownBy(() -> Recognise.place(root)).hasMessageContaining("database");
  }

  @ParameterizedTest
  @CsvSource({"images", "docker/registry/v2/blobs"})
  void aFolderAmongThoseOfARegistryIsNoneHoweverItsRepositoriesAreCalled(String repository)
      throws IOException {
    folder("docker/registry/v2/repositories/x/" + repository + "/_layers");
    Path inner = root.resolve("docker/registry/v2/repositories/x");

    assertThatThrownBy(() -> Recognise.place(inner))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("lies inside the registry");
  }

  @Test
  void theToyRegistryIsRefused() throws IOException {
    folder("images");
    folder("repositories/library/busybox/tags");

    assertThatThrownBy(() -> Recognise.place(root)).hasMessageContaining("experimental");
  }

  private Place place(boolean forced) {
    return forced ? Recognise.place(root, "v2") : Recognise.place(root);
  }
}
