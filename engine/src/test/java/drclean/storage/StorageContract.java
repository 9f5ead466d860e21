// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.storage.Storage.Moved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every storage must do. A driver's test extends this and hands over an empty storage.
abstract class StorageContract {
  static final Instant LONG_AGO = Instant.ofEpochSecond(1000);

  abstract Storage storage();

  /// Dates a folder to long ago.
  abstract void age(String folder);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void save(String path, String text) {
    storage().save(path, out -> out.write(bytes(text)));
  }

  private String text(String path) {
    return storage()
        .read(path, 1000)
        .found()
        .map(c -> new String(c.bytes(), StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  @Test
  void whatIsSavedIsReadAndListedAndOpened() throws IOException {
    save("a/b/c", "hello");

    assertThat(text("a/b/c")).isEqualTo("hello");
    assertThat(storage().list("a/b").found()).contains(List.of("c"));
    assertThat(storage().list("").found().orElseThrow()).contains("a");
    assertThat(storage().stat("a/b/c").found().orElseThrow().size()).isEqualTo(5);
    assertThat(storage().stat("a/b").found().orElseThrow().kind()).isEqualTo(Stat.Kind.FOLDER);
    try (var in = storage().open("a/b/c")) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("hello"));
    }
  }

  @Test
  void whatIsNotThereIsAbsentAndNotAnError() {
    assertThat(storage().list("no").absent()).isTrue();
    assertThat(storage().read("no", 1).absent()).isTrue();
    assertThat(storage().stat("no/more").absent()).isTrue();
    assertThat(storage().move("no", "yes")).isEqualTo(Moved.GONE);
    assertThat(storage().delete("no")).isFalse();
    assertThat(storage().removeEmptyFolder("no")).isFalse();
  }

  @Test
  void aFileIsNoFolderAndAFolderIsNoFile() {
    save("a/file", "x");

    assertThat(storage().list("a/file")).isInstanceOf(Answer.Unreadable.class);
    assertThat(storage().read("a", 10)).isInstanceOf(Answer.Unreadable.class);
    assertThat(storage().read("a/file/x", 10).found()).isEmpty();
  }

  @Test
  void aFileLongerThanTheLimitIsUnreadable() {
    save("long", "0123456789");

    assertThat(storage().read("long", 9)).isInstanceOf(Answer.Unreadable.class);
    assertThat(storage().read("long", 10).found()).isPresent();
  }

  @Test
  void aMoveTakesAWholeFolderAndMakesTheWayForIt() {
    save("from/x/one", "1");
    save("from/x/two", "2");

    assertThat(storage().move("from/x", "to/deep/x")).isEqualTo(Moved.DONE);

    assertThat(text("to/deep/x/one")).isEqualTo("1");
    assertThat(text("to/deep/x/two")).isEqualTo("2");
    assertThat(storage().stat("from/x").absent()).isTrue();
  }

  @Test
  void aMoveNeverReplacesWhatIsThere() {
    save("from/x", "new");
    save("to/x", "old");

    assertThat(storage().move("from/x", "to/x")).isEqualTo(Moved.TAKEN);
    assertThat(storage().move("from", "to")).isEqualTo(Moved.TAKEN);

    assertThat(text("from/x")).isEqualTo("new");
    assertThat(text("to/x")).isEqualTo("old");
  }

  @Test
  void whatIsMovedBackNeverReplacesWhatIsThere() {
    save("from/x", "new");
    save("to/x", "old");
    save("from/y", "new");
    save("from/folder/z", "new");

    assertThat(storage().moveBack("from/x", "to/x")).isEqualTo(Moved.TAKEN);
    assertThat(storage().moveBack("from/y", "to/deep/y")).isEqualTo(Moved.DONE);
    assertThat(storage().moveBack("from/folder", "to/folder")).isEqualTo(Moved.DONE);
    assertThat(storage().moveBack("from/none", "to/none")).isEqualTo(Moved.GONE);

    assertThat(text("from/x")).isEqualTo("new");
    assertThat(text("to/x")).isEqualTo("old");
    assertThat(text("to/deep/y")).isEqualTo("new");
    assertThat(text("to/folder/z")).isEqualTo("new");
    assertThat(storage().stat("from/y").absent()).isTrue();
  }

  @Test
  void aSaveThatFailsLeavesWhatWasThere() {
    save("file", "old");

    assertThatThrownBy(
            () ->
                storage()
                    .save(
                        "file",
                        out -> {
                          out.write(1);
                          throw new IOException("full");
                        }))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("file");
    assertThat(text("file")).isEqualTo("old");
  }

  @Test
  void onlyOneCanCreateAndOnlyWhoKnowsCanReplace() {
    assertThat(storage().create("l/lease", bytes("mine"))).isTrue();
    assertThat(storage().create("l/lease", bytes("yours"))).isFalse();
    assertThat(storage().replace("l/lease", bytes("yours"), bytes("his"))).isFalse();
    assertThat(storage().replace("l/lease", bytes("mine"), bytes("ours"))).isTrue();
    assertThat(storage().replace("l/none", bytes("mine"), bytes("ours"))).isFalse();

    assertThat(text("l/lease")).isEqualTo("ours");
  }

  @Test
  void aFolderThatIsNotEmptyIsNeitherRemovedNorDeleted() {
    save("a/b/c", "x");

    assertThat(storage().removeEmptyFolder("a/b")).isFalse();
    assertThatThrownBy(() -> storage().delete("a/b")).isInstanceOf(StorageException.class);
    assertThat(storage().removeEmptyFolder("a/b/c")).isFalse();
    assertThat(text("a/b/c")).isEqualTo("x");

    assertThat(storage().delete("a/b/c")).isTrue();
    assertThat(storage().removeEmptyFolder("a/b")).isTrue();
    assertThat(storage().delete("a")).isTrue();
  }

  @Test
  void namesOfEveryKindComeBackAsTheyWent() {
    for (String name :
        List.of(
            "é",
            "e\u0301",
            "a b",
            "a%2Bb",
            "new\nline",
            "\uD83D\uDE00",
            "a+b",
            "#?&",
            "\uDCFF\uDC80x",
            "n".repeat(255))) {
      storage().makeFolder("odd/" + name);

      assertThat(storage().list("odd").found().orElseThrow()).as(name).containsExactly(name);
      assertThat(storage().move("odd/" + name, "to/" + name)).isEqualTo(Moved.DONE);
      assertThat(storage().stat("to/" + name).found()).as(name).isPresent();
      assertThat(storage().delete("to/" + name)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFolderIsAsOldAsTheLastChangeOfWhatLiesInIt(Change change) {
    save("from/it", "x");
    storage().makeFolder("from/empty");
    storage().makeFolder("to");
    storage().makeFolder("elsewhere");
    List.of("from", "to", "elsewhere").forEach(this::age);

    change.in(storage());

    assertThat(List.of("from", "to", "elsewhere"))
        .filteredOn(folder -> time(folder).equals(LONG_AGO))
        .containsExactlyElementsOf(change.untouched());
  }

  /// What may happen in a folder.
  enum Change {
    SAVE,
    CREATE,
    MAKE,
    DELETE,
    REMOVE,
    MOVE,
    NOTHING;

    private List<String> untouched() {
      return switch (this) {
        case SAVE, CREATE, MAKE, DELETE, REMOVE -> List.of("to", "elsewhere");
        case MOVE -> List.of("elsewhere");
        case NOTHING -> List.of("from", "to", "elsewhere");
      };
    }

    private void in(Storage storage) {
      switch (this) {
        case SAVE -> storage.save("from/new", out -> out.write(bytes("x")));
        case CREATE -> storage.create("from/new", bytes("x"));
        case MAKE -> storage.makeFolder("from/new");
        case DELETE -> storage.delete("from/it");
        case REMOVE -> storage.removeEmptyFolder("from/empty");
        case MOVE -> storage.move("from/it", "to/it");
        case NOTHING -> storage.removeEmptyFolder("from");
      }
    }
  }

  private Instant time(String folder) {
    return storage().stat(folder).found().orElseThrow().time();
  }
}
