// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `--trim-index`: what leaves is taken off the repositories' lists of images.
@Timeout(60)
class TrimTest {
  private static final String LIST = "repositories/team/app/_index_images";
  private static final String[] SCRUB = {"--yes", "--max-percent", "100", "--trim-index"};

  @TempDir private Path folder;
  private World world;
  private String all = "";

  @BeforeEach
  void aListThatNamesGarbage() {
    world = new World(folder.resolve("registry"));
    world.push("team/app:v1", "base", "tip").leave("garbage");
    all =
        "[%s,\n {\"Tag\": \"old\", \"id\": \"%s\"} , %s, %s]"
            .formatted(tip(), Image.id("garbage"), odd(), entry("nobody"));
    world.write(LIST, all).aged();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String entry(String name) {
    return "{\"id\": \"%s\"}".formatted(Image.id(name));
  }

  /// With a field that nobody knows, and a number that no floating point holds.
  private static String tip() {
    return "{\"id\": \"%s\", \"Tag\":\"v1\",  \"x\": {\"b\": 9007199254740993, \"a\": \"\u00e9\\u00e9\"}}"
        .formatted(Image.id("tip"));
  }

  private static String odd() {
    return "{ \"more\":[1 ,null], \"id\": \"%s\"}".formatted(Image.id("base"));
  }

  private Typed done(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  private Map<String, Object> rights() throws IOException {
    return Files.readAttributes(world.root().resolve(LIST), "unix:mode,uid,gid");
  }

  @Test
  @DisplayName("35: what leaves is taken off the list, and all else in it stays as it is")
  void whatLeavesIsTakenOffTheList() {
    var shown = done(0, "scrub", "--dry-run", "--max-percent", "100", "--trim-index");
    assertThat(shown.out())
        .contains("list of images of team/app: 2 of the 4 images that it names leave");

    done(0, "scrub", SCRUB);

    assertThat(world.read(LIST)).isEqualTo("[%s, %s]".formatted(tip(), odd()));
    world.requireWhole();
  }

  @Test
  @DisplayName("35: without the option a list stays as it is")
  void withoutTheOptionAListStays() {
    done(0, "scrub", "--yes", "--max-percent", "100");

    assertThat(world.has("garbage")).isFalse();
    assertThat(world.read(LIST)).isEqualTo(all);
  }

  @Test
  @DisplayName("35: the new list has the owner and the rights of the old one")
  void theNewListHasTheRightsOfTheOld() throws IOException {
    Path list = world.root().resolve(LIST);
    Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r-----"));
    if (Files.getAttribute(list, "unix:uid").equals(0)) {
      Files.setAttribute(list, "unix:uid", 65534);
    }
    var before = rights();

    done(0, "scrub", SCRUB);

    assertThat(rights()).isEqualTo(before);
  }

  @Test
  @DisplayName("35: restore puts the old list back")
  void restorePutsTheOldListBack() throws IOException {
    Path list = world.root().resolve(LIST);
    var before = Files.readAttributes(list, "unix:ino,lastModifiedTime,mode,uid");
    done(0, "scrub", SCRUB);

    done(0, "restore", "--digest", Image.id("garbage"));

    assertThat(world.read(LIST)).isEqualTo(all);
    assertThat(Files.readAttributes(list, "unix:ino,lastModifiedTime,mode,uid")).isEqualTo(before);
    assertThat(world.has("garbage")).isTrue();
    assertThat(done(0, "runs").out()).contains("nothing is in the quarantine");
  }

  @Test
  @DisplayName("35: a list that a push has written since is not replaced by restore")
  void aListThatAPushHasWrittenIsNotReplaced() {
    done(0, "scrub", SCRUB);
    world.push("team/app:v2", "base", "next");
    String pushed = world.read(LIST);

    var restore = done(1, "restore");

    assertThat(restore.said()).contains("list of images of team/app");
    assertThat(world.read(LIST)).isEqualTo(pushed);
    assertThat(world.has("garbage")).isTrue();
    world.requireWhole();
  }

  @Test
  @DisplayName("35: a young list and a torn one stay as they are")
  void youngAndTornListsStay() {
    world.write(LIST, all.substring(0, all.length() - 1)).aged();
    world.write("repositories/team/app2/_index_images", "[" + entry("nobody") + "]");
    world.aged("repositories/team/app2/_index_images", Duration.ofMinutes(5));

    done(0, "scrub", SCRUB);

    assertThat(world.read(LIST)).isEqualTo(all.substring(0, all.length() - 1));
    assertThat(world.read("repositories/team/app2/_index_images")).contains(Image.id("nobody"));
  }

  @Test
  @DisplayName("35: a list in another encoding stays as it is")
  void aListInAnotherEncodingStays() throws IOException {
    Files.writeString(world.root().resolve(LIST), all, StandardCharsets.UTF_16LE);
    world.aged();

    done(0, "scrub", SCRUB);

    assertThat(Files.readString(world.root().resolve(LIST), StandardCharsets.UTF_16LE))
        .isEqualTo(all);
    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("35: what was purged leaves no list behind, and the registry works on")
  void purgeTakesTheOldList() throws IOException {
    done(0, "scrub", SCRUB);

    done(0, "purge", "--yes", "--hold", "0s");

    try (Stream<Path> left = Files.walk(world.root().resolve("dr-clean"))) {
      assertThat(left).noneMatch(Files::isRegularFile);
    }
    world.push("team/app:v3", "base", "third");
    world.requireWhole();
  }
}
