// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk of which one part lies elsewhere.
class TwoRootsTest extends StorageContract {
  @TempDir private Path root;
  @TempDir private Path elsewhere;

  @Override
  Storage storage() {
    return new DiskStorage(root, "to", elsewhere);
  }

  @Override
  void age(String folder) {
    Path place = folder.equals("to") ? elsewhere : root.resolve(folder);
    assertThat(place.toFile().setLastModified(LONG_AGO.toEpochMilli())).isTrue();
  }

  private static void write(Storage storage, String path) {
    storage.save(path, out -> out.write("x".getBytes(UTF_8)));
  }

  @Test
  void onlyWhatBeginsWithTheWholeNameLiesElsewhere() {
    write(storage(), "to/a");
    write(storage(), "toe");
    write(storage(), "from/to/b");

    assertThat(elsewhere.resolve("a")).exists();
    assertThat(root.resolve("toe")).exists();
    assertThat(root.resolve("from/to/b")).exists();
    assertThat(root.resolve("to")).doesNotExist();
  }

  @Test
  void theNameMayBeTheWholePath() {
    var storage = new DiskStorage(root, elsewhere.toString(), elsewhere);
    write(storage, "from/x");

    assertThat(storage.move("from/x", elsewhere + "/deep/x")).isEqualTo(Storage.Moved.DONE);

    assertThat(elsewhere.resolve("deep/x")).hasContent("x");
  }

  @Test
  void aLinkInEitherRootIsNotGoneThrough(@TempDir Path outside) throws IOException {
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(elsewhere.resolve("link"), outside);
    Files.createSymbolicLink(elsewhere.resolve("back"), root);
    write(storage(), "file");

    assertThatThrownBy(() -> write(storage(), "link/x")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> storage().move("file", "to/link/deep/x")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> storage().delete("to/back/file")).isInstanceOf(Refused.class);

    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("file")).exists();
  }

  @Test
  void rootsOnOneFileSystemAreFoundToBeSoAndNothingChanges() {
    var storage = new DiskStorage(root, "to", elsewhere.resolve("not/yet"));

    assertThatCode(() -> storage.requireOneFileSystem("", "to")).doesNotThrowAnyException();

    assertThat(root).isEmptyDirectory();
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void rootsOnTwoFileSystemsAreRefused() throws IOException {
    var memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isDirectory(memory)
            && !Files.getFileStore(memory).equals(Files.getFileStore(elsewhere)));
    var storage = new DiskStorage(root, "to", memory.resolve("dr-clean-test"));

    assertThatThrownBy(() -> storage.requireOneFileSystem("", "to"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("different file systems");
  }
}
