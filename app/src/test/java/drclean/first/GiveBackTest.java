// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What restore gives back, and what it leaves.
@Timeout(60)
class GiveBackTest {
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};

  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void aRegistryWithGarbage() {
    world = new World(folder.resolve("registry"));
    world.push("team/kept:v1", "kept").leave("root", "base", "tip").leave("garbage").aged();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Typed done(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  /// The one run in quarantine.
  private String run() {
    String[] runs = world.root().resolve("dr-clean/runs").toFile().list();
    assertThat(runs).hasSize(1);
    return runs[0];
  }

  private Path moved(String name) {
    return world.root().resolve("dr-clean/runs/" + run() + "/moved/blob/images/" + Image.id(name));
  }

  /// Owner, group, mode and time of every file and folder of the images.
  private Map<String, String> inodes() throws IOException {
    var inodes = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(world.root().resolve("images"))) {
      for (Path path : all.skip(1).toList()) {
        var seen = Files.readAttributes(path, "unix:uid,gid,mode,ino", LinkOption.NOFOLLOW_LINKS);
        inodes.put(path + " " + Files.getLastModifiedTime(path), new TreeMap<>(seen).toString());
      }
    }
    return inodes;
  }

  @Test
  @DisplayName("39: an image that was pushed again stays, and so does the one in quarantine")
  void anImageThatWasPushedAgainStays() {
    done(0, "scrub", SCRUB);
    world.push("team/again:v1", "garbage");
    var pushed = Snapshot.of(world.image("garbage"));

    var restore = done(1, "restore");

    assertThat(restore.err()).contains(Image.id("garbage"), "stays in quarantine");
    assertThat(Snapshot.of(world.image("garbage"))).isEqualTo(pushed);
    assertThat(moved("garbage")).isDirectory();
    assertThat(world.has("tip")).isTrue();
    world.requireWhole();
  }

  @Test
  @DisplayName("39: an image that was pushed again with fewer bytes stays when it is old, too")
  void anOldImageThatWasPushedAgainShorterStays() {
    done(0, "scrub", SCRUB);
    world.push("team/again:v1", "garbage");
    world.write("images/" + Image.id("garbage") + "/layer", "short");
    world.aged("images/" + Image.id("garbage"), Duration.ofDays(2));
    var pushed = Snapshot.of(world.image("garbage"));

    done(1, "restore");

    assertThat(Snapshot.of(world.image("garbage"))).isEqualTo(pushed);
    assertThat(moved("garbage")).isDirectory();
  }

  @Test
  @DisplayName("40: a young rest of an image is not replaced, an old one is, and is kept")
  void anOldRestOfAnImageIsReplacedAndKept() throws IOException {
    done(0, "scrub", SCRUB);
    String place = "images/" + Image.id("garbage");
    world.write(place + "/_inprogress", "true").write(place + "/json", "{");

    assertThat(done(1, "restore").err()).contains(Image.id("garbage"), "stays in quarantine");
    assertThat(world.read(place + "/json")).isEqualTo("{");
    world.aged(place, Duration.ofDays(2));
    done(0, "restore");

    assertThat(Files.readAllBytes(world.image("garbage").resolve("json")))
        .isEqualTo(new Image("garbage", java.util.List.of()).json());
    assertThat(world.image("garbage").resolve("_inprogress")).doesNotExist();
    assertThat(world.read("dr-clean/runs/" + run() + "/moved/debris/" + place + "/json"))
        .isEqualTo("{");
  }

  @Test
  @DisplayName("40: a rest that lies where a tag's image should be gives way, too")
  void aRestThatLiesWhereATagsImageShouldBeGivesWay() {
    done(0, "scrub", SCRUB);
    world.write("images/" + Image.id("root") + "/_files", "[]");
    world.aged("images/" + Image.id("root"), Duration.ofDays(2));
    world.write("repositories/team/app/tag_v1", Image.id("tip"));

    done(1, "purge", "--hold", "0s", "--yes");

    world.requireWhole();
  }

  @Test
  @DisplayName("41: what is restored has its bytes, times, owners and modes")
  void whatIsRestoredIsAsItWas() throws IOException {
    var file = world.image("tip").resolve("layer");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    if (System.getProperty("user.name").equals("root")) {
      Files.setAttribute(file, "unix:uid", 1234);
      Files.setAttribute(world.image("tip"), "unix:gid", 4321);
    }
    world.aged();
    var before = Snapshot.of(world.root()).restorable();
    var inodes = inodes();
    done(0, "scrub", SCRUB);
    assertThat(world.has("tip")).isFalse();

    done(0, "restore", "--all");

    assertThat(Snapshot.of(world.root()).restorable()).isEqualTo(before);
    assertThat(inodes()).isEqualTo(inodes);
  }

  @Test
  @DisplayName("41: a second restore does nothing")
  void aSecondRestoreDoesNothing() {
    done(0, "scrub", SCRUB);
    done(0, "restore", "--all");
    var once = Snapshot.of(world.root());

    done(0, "restore", "--all");

    assertThat(Snapshot.of(world.root())).isEqualTo(once);
  }

  @Test
  @DisplayName("41: one run is restored, and the other stays")
  void oneRunIsRestored() {
    done(0, "scrub", SCRUB);
    String first = run();
    world.leave("later").aged();
    done(0, "scrub", SCRUB);

    done(0, "restore", first);

    assertThat(world.has("tip") && world.has("garbage")).isTrue();
    assertThat(world.has("later")).isFalse();
  }

  @Test
  @DisplayName("41: one image is restored by its id")
  void oneImageIsRestoredByItsId() {
    done(0, "scrub", SCRUB);

    done(0, "restore", "--digest", Image.id("garbage"));

    assertThat(world.has("garbage")).isTrue();
    assertThat(world.has("tip") || world.has("root")).isFalse();
  }

  @Test
  @DisplayName("41: a run or an id that is not in quarantine is said to be none")
  void whatIsNotInQuarantineIsSaidToBeNone() {
    done(0, "scrub", SCRUB);
    var before = Snapshot.of(world.root());

    assertThat(done(3, "restore", "20200101T000000Z-scrub-000000").err()).contains("no run called");
    assertThat(done(1, "restore", "--digest", Image.id("nobody")).out())
        .contains("nothing of this is in the quarantine");
    assertThat(done(2, "restore", "--digest", "garbage").err()).contains("is no digest");
    assertThat(Snapshot.of(world.root())).isEqualTo(before);
  }

  @Test
  @DisplayName("41: what the original cleaner moved away comes back, and nothing else")
  void whatTheOriginalMovedComesBack() throws IOException {
    var before = Snapshot.of(world.root()).restorable();
    Path one = Files.createDirectories(folder.resolve("tmp/unused-images1xYz"));
    Path other = Files.createDirectories(folder.resolve("tmp/unused-images_b0"));
    Files.move(world.image("garbage"), one.resolve(Image.id("garbage")));
    Files.move(world.image("tip"), other.resolve(Image.id("tip")));
    Files.createDirectories(folder.resolve("tmp/" + Image.id("not mine")).resolveSibling("else"));
    Files.writeString(one.resolve("README"), "mine");

    done(0, "revert", "--path", one.toString());
    assertThat(world.has("garbage")).isTrue();
    done(0, "revert", "--path", folder.resolve("tmp").toString());

    assertThat(Snapshot.of(world.root()).restorable()).isEqualTo(before);
    assertThat(one.resolve("README")).hasContent("mine");
    assertThat(folder.resolve("tmp/else")).isDirectory();
  }

  @Test
  @DisplayName("42: with an image come its ancestors, whether a tag needs it or not")
  void withAnImageComeItsAncestors() {
    done(0, "scrub", SCRUB);

    var restore = done(0, "restore", "--digest", Image.id("tip"));

    assertThat(restore.err()).contains("gave back what is needed again: 2 items");
    assertThat(world.has("tip") && world.has("base") && world.has("root")).isTrue();
    assertThat(world.has("garbage")).isFalse();
  }
}
