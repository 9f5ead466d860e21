// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageTest extends StorageContract {
  @TempDir private Path root;

  @Override
  Storage storage() {
    return new DiskStorage(root);
  }

  @Test
  void aMoveKeepsTimesAndModes() throws IOException {
    Path folder = Files.createDirectories(root.resolve("a/b"));
    Path file = Files.writeString(folder.resolve("data"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1000)));
    Files.setLastModifiedTime(folder, FileTime.from(Instant.ofEpochSecond(2000)));

    storage().move("a/b", "q/b");

    assertThat(Files.getPosixFilePermissions(root.resolve("q/b/data")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Files.getLastModifiedTime(root.resolve("q/b/data")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(1000));
    assertThat(Files.getLastModifiedTime(root.resolve("q/b")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(2000));
  }

  @Test
  void aRenameOntoWhatWasFilledMeanwhileFindsItTaken() throws IOException {
    Path filled = Files.createDirectories(root.resolve("filled"));
    Files.writeString(filled.resolve("link"), "fresh");
    Path old = Files.createDirectories(root.resolve("q/old"));
    Path file = Files.writeString(root.resolve("q/file"), "old");

    assertThat(DiskStorage.rename(old, filled)).isEqualTo(Storage.Moved.TAKEN);
    assertThat(DiskStorage.rename(file, filled)).isEqualTo(Storage.Moved.TAKEN);
    assertThat(DiskStorage.rename(old, filled.resolve("link"))).isEqualTo(Storage.Moved.TAKEN);

    assertThat(Files.readString(filled.resolve("link"))).isEqualTo("fresh");
  }

  @Test
  void foldersAreMadeWithTheModeOfTheOneAbove() throws IOException {
    Files.setPosixFilePermissions(
        Files.createDirectory(root.resolve("above")), PosixFilePermissions.fromString("rwxrwx---"));

    storage().makeFolder("above/below/deep");

    assertThat(Files.getPosixFilePermissions(root.resolve("above/below/deep")))
        .isEqualTo(PosixFilePermissions.fromString("rwxrwx---"));
  }

  @Test
  void nothingIsChangedThroughASymbolicLinkThatLeavesTheRoot(@TempDir Path elsewhere)
      throws IOException {
    Files.writeString(elsewhere.resolve("precious"), "x");
    Files.createSymbolicLink(root.resolve("link"), elsewhere);
    Files.writeString(root.resolve("file"), "y");

    assertThatThrownBy(() -> storage().move("link/precious", "q/precious"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> storage().delete("link/precious")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> storage().move("file", "link/file")).isInstanceOf(Refused.class);
    assertThat(Files.readString(elsewhere.resolve("precious"))).isEqualTo("x");
    assertThat(Files.readString(root.resolve("file"))).isEqualTo("y");
  }

  @Test
  void aLinkItselfIsMovedAndWhatItPointsAtStays(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(root.resolve("link"), elsewhere);

    assertThat(storage().move("link", "q/link")).isEqualTo(Storage.Moved.DONE);

    assertThat(Files.isSymbolicLink(root.resolve("q/link"))).isTrue();
    assertThat(elsewhere).isDirectory();
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();

    assertThat(storage().read("pipe", 10)).isInstanceOf(Answer.Unreadable.class);
    assertThatThrownBy(() -> storage().open("pipe")).isInstanceOf(IOException.class);
  }
}
