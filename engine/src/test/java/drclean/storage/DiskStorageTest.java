// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskStorageTest extends StorageContract {
  @TempDir private Path root;

  @Override
  Storage storage() {
    return new DiskStorage(root);
  }

  @Override
  void age(String folder) {
    assertThat(root.resolve(folder).toFile().setLastModified(LONG_AGO.toEpochMilli())).isTrue();
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

    assertThat(Renames.rename(old, filled)).isEqualTo(Storage.Moved.TAKEN);
    assertThat(Renames.rename(file, filled)).isEqualTo(Storage.Moved.TAKEN);
    assertThat(Renames.rename(old, filled.resolve("link"))).isEqualTo(Storage.Moved.TAKEN);

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

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "a/b/c", "q", "q/b"})
  void aFolderThatALinkReplacedAfterAMoveIsNotGoneThrough(String swapped, @TempDir Path elsewhere)
      throws IOException {
    for (String file : List.of("a/b/c/first", "a/b/c/second", "q/b/c/other")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), file);
    }
    Storage storage = storage();
    storage.move("a/b/c/first", "q/b/c/first");
    Path was = Files.move(root.resolve(swapped), root.resolve("was"));
    Files.createDirectories(elsewhere.resolve("there"));
    copyFolders(was, elsewhere.resolve("there"));
    Files.createSymbolicLink(root.resolve(swapped), elsewhere.resolve("there"));

    assertThatThrownBy(() -> storage.move("a/b/c/second", "q/b/c/second"))
        .isInstanceOf(Refused.class);

    try (var left = Files.walk(elsewhere)) {
      assertThat(left.filter(Files::isRegularFile).filter(f -> !f.endsWith("second"))).isEmpty();
    }
  }

  /// The same folders elsewhere, with a file that must not be touched.
  private static void copyFolders(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else if (path.endsWith("second")) {
          Files.writeString(copy, "precious");
        }
      }
    }
  }

  @Test
  void aMoveBackThatStoppedHalfwayIsDoneByTheNext() throws IOException {
    Files.createDirectories(root.resolve("q"));
    Files.writeString(root.resolve("q/tag"), "image");
    Files.createLink(root.resolve("tag"), root.resolve("q/tag"));

    assertThat(storage().moveBack("q/tag", "tag")).isEqualTo(Storage.Moved.DONE);

    assertThat(root.resolve("q/tag")).doesNotExist();
    assertThat(root.resolve("tag")).hasContent("image");
  }

  @Test
  void aLinkItselfIsMovedAndWhatItPointsAtStays(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(root.resolve("link"), elsewhere);

    assertThat(storage().move("link", "q/link")).isEqualTo(Storage.Moved.DONE);

    assertThat(Files.isSymbolicLink(root.resolve("q/link"))).isTrue();
    assertThat(elsewhere).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 100_000})
  void bytesAreWholeWhateverTheirNumber(int size) throws IOException {
    byte[] content = new byte[size];
    new SplittableRandom(size).nextBytes(content);
    Files.write(root.resolve("file"), content);

    assertThat(storage().bytes("file", size).found().orElseThrow()).isEqualTo(content);
    if (size > 0) {
      assertThat(storage().bytes("file", size - 1)).isInstanceOf(Answer.Unreadable.class);
    }
  }

  @Test
  void bytesOfNamesThatAreNotTextAreThoseOfTheirOwnFile() {
    for (String name : List.of("a?", "a\uDCE9", "aé", "a？", "a\uD83D\uDE00")) {
      storage().save(name, out -> out.write(name.getBytes(StandardCharsets.UTF_16BE)));
    }

    for (String name : storage().list("").found().orElseThrow()) {
      assertThat(storage().bytes(name, 100).found().orElseThrow())
          .isEqualTo(name.getBytes(StandardCharsets.UTF_16BE));
    }
    assertThat(storage().list("").found().orElseThrow()).hasSize(5);
  }

  @Test
  void bytesThatAreNotThereAreAbsentAndAFolderHasNone() {
    storage().makeFolder("folder");
    storage().create("file", new byte[] {1});

    assertThat(storage().bytes("nothing", 10).absent()).isTrue();
    assertThat(storage().bytes("file/below", 10).absent()).isTrue();
    assertThat(storage().bytes("folder", 10)).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void timesThatNoCalendarNamesAreFarAwayAndDoNoHarm() throws Exception {
    var memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    var far = Files.createTempFile(memory, "dr-clean", "");
    try {
      for (String time : new String[] {"@9223372036854775000", "@-9223372036854775000"}) {
        new ProcessBuilder("touch", "-d", time, far.toString()).start().waitFor();

        var storage = new DiskStorage(memory);
        Instant seen = storage.stat(far.getFileName().toString()).found().orElseThrow().time();

        assertThat(Math.abs(seen.toEpochMilli())).isGreaterThan(1L << 47);
        assertThat(storage.read(far.getFileName().toString(), 9).found().orElseThrow().time())
            .isEqualTo(seen);
      }
    } finally {
      Files.delete(far);
    }
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();

    assertThat(storage().read("pipe", 10)).isInstanceOf(Answer.Unreadable.class);
    assertThat(storage().bytes("pipe", 10)).isInstanceOf(Answer.Unreadable.class);
    assertThatThrownBy(() -> storage().open("pipe")).isInstanceOf(IOException.class);
  }
}
