// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The faults of the original cleaner, by their numbers, each shown to be none here. Those of
/// untag, retention and credentials (16 in part, 18 to 23) come with untag.
@Timeout(60)
class FaultsOfTheOriginalTest {
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};
  private static final String TAG = "repositories/team/app/tag_v1";

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

  /// Refused with these words, and nothing has changed.
  private void refused(String... words) {
    var before = Snapshot.of(world.root());
    assertThat(ended(3, "scrub", SCRUB).err()).contains(words);
    assertThat(Snapshot.of(world.root()).outsideQuarantine()).isEqualTo(before);
  }

  private static String file(String image, String file) {
    return "images/" + Image.id(image) + "/" + file;
  }

  @Test
  @DisplayName("1: a report counts the bytes of all files, and their sum")
  void aReportCountsTheBytesOfAllFiles() throws IOException {
    world.leave("more").aged();
    long bytes = bytes("garbage") + bytes("more");

    var report = ended(0, "report", "--format", "json");

    assertThat(report.out().replaceAll("\\s", ""))
        .contains("\"garbage\":{\"blobs\":{\"count\":2,\"bytes\":%d}".formatted(bytes));
  }

  private long bytes(String image) throws IOException {
    long bytes = 0;
    for (String file : List.of("json", "ancestry", "layer", "_checksum")) {
      bytes += Files.size(world.image(image).resolve(file));
    }
    return bytes;
  }

  @Test
  @DisplayName("2: a tagged image that lost its ancestry lives with its parents, and is told of")
  void anImageThatLostItsAncestryLives() {
    world.remove(file("tip", "ancestry"));

    assertThat(ended(1, "validate").out()).contains(file("tip", "ancestry"));
    ended(0, "scrub", SCRUB);

    assertThat(world.has("tip") && world.has("base")).isTrue();
    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("3: a tag on a missing image is damage, and so is one whose ancestry is gone, too")
  void aTagOnAMissingImageIsDamage() {
    world.remove("images/" + Image.id("tip"));

    assertThat(ended(1, "validate").out()).contains("team/app:v1", Image.id("tip"), "damaged");
  }

  @Test
  @DisplayName("4: an empty tag file refuses, since it may name anything")
  void anEmptyTagRefuses() {
    world.write(TAG, "");

    refused(TAG, "it is empty");
  }

  @Test
  @DisplayName("5: a tag that cannot be read refuses")
  void aTagThatCannotBeReadRefuses() throws IOException {
    world.remove(TAG);
    Files.createDirectory(world.root().resolve(TAG));

    refused(TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff\u00fe", "not an id", "{}"})
  @DisplayName("6: a tag that is no text refuses without a traceback")
  void aTagThatIsNoTextRefuses(String text) throws IOException {
    Files.write(
        world.root().resolve(TAG), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    refused(TAG);
    assertThat(ended(1, "validate").said()).contains(TAG).doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"", "\"abcdef\"", "{}", "[[]]", ""})
  @DisplayName("6: an ancestry that is no list of ids does not end the run, and the parents count")
  void aBrokenAncestryDoesNotEndTheRun(String text) {
    world.write(file("tip", "ancestry"), text).aged();

    ended(0, "scrub", SCRUB);

    assertThat(world.has("tip") && world.has("base")).isTrue();
  }

  @Test
  @DisplayName("7: what is no image in images/ is not moved")
  void whatIsNoImageIsNotMoved() {
    world.write("images/README", "mine").write("images/lost+found/x", "mine");
    world.write("images/.snapshot/x", "mine").aged();

    ended(0, "scrub", SCRUB);

    assertThat(world.read("images/README") + world.read("images/lost+found/x"))
        .isEqualTo("minemine");
    assertThat(world.root().resolve("images/.snapshot/x")).exists();
  }

  @Test
  @DisplayName("8: without the repositories nothing moves, be they missing, elsewhere or empty")
  void withoutTheRepositoriesNothingMoves() throws IOException {
    Path repositories = world.root().resolve("repositories");
    Files.move(repositories, world.root().resolve("repository"));
    refused("repositories");
    Files.createDirectory(repositories);
    refused("no tag");
    Files.delete(repositories);
    Files.createSymbolicLink(repositories, folder.resolve("unmounted"));
    refused("repositories");
  }

  @Test
  @DisplayName("8: repositories behind a symbolic link count")
  void repositoriesBehindALinkCount() throws IOException {
    Path real = folder.resolve("real");
    Files.move(world.root().resolve("repositories"), real);
    Files.createSymbolicLink(world.root().resolve("repositories"), real);

    ended(0, "scrub", SCRUB);

    assertThat(world.has("tip")).isTrue();
    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("9: a file called tag_x in an image is no tag")
  void aFileInAnImageIsNoTag() {
    world.write(file("tip", "tag_x"), Image.id("garbage")).aged();

    ended(0, "scrub", SCRUB);

    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("10: uploads and young images stay; $KEEP says how young")
  void uploadsAndYoungImagesStay() {
    world.leave("young").leave("uploading");
    world.write(file("uploading", "_inprogress"), "true");
    world.aged("images/" + Image.id("young"), Duration.ofHours(20));
    world.aged("images/" + Image.id("uploading"), Duration.ofDays(3));

    ended(0, "scrub", SCRUB);
    assertThat(world.has("young") && world.has("uploading")).isTrue();
    ended(0, "scrub", "--yes", "--max-percent", "100", "--keep", "19h");

    assertThat(world.has("young")).isFalse();
    assertThat(world.has("uploading")).isTrue();
  }

  @Test
  @DisplayName("11: one run is one folder beside the images, says when and why, and is one restore")
  void oneRunIsOneFolderBesideTheImages() {
    world.leave("more").aged();
    var before = Snapshot.of(world.root()).restorable();

    ended(0, "scrub", SCRUB);

    String[] runs = world.root().resolve("dr-clean/runs").toFile().list();
    assertThat(runs).hasSize(1);
    assertThat(world.read("dr-clean/runs/" + runs[0] + "/plan.jsonl"))
        .contains("\"made\"", "\"because\"", Image.id("garbage"), Image.id("more"));
    ended(0, "restore");
    assertThat(Snapshot.of(world.root()).restorable()).isEqualTo(before);
  }

  @Test
  @DisplayName("12: restore takes nothing but images out of a folder, and tells of what stays")
  void restoreTakesNothingButImages() throws IOException {
    Path old = Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectory(old.resolve(Image.id("garbage")));
    Files.writeString(old.resolve("mine"), "mine");
    Files.createDirectory(old.resolve("not-an-id"));

    assertThat(ended(1, "revert", "--path", old.toString()).err())
        .contains(Image.id("garbage"), "the registry has it again");

    assertThat(old.toFile().list())
        .containsExactlyInAnyOrder(Image.id("garbage"), "mine", "not-an-id");
    assertThat(world.root().resolve("images").toFile().list()).hasSize(3);
  }

  @Test
  @DisplayName("13: there are purge and restore, a dry run, a question, and a lease")
  void thereAreAllTheCommands() {
    var before = Snapshot.of(world.root());
    assertThat(ended(0, "scrub", "--dry-run").out()).contains(Image.id("garbage"));
    assertThat(ended(3, "scrub").err()).contains("--yes");
    assertThat(Snapshot.of(world.root())).isEqualTo(before);

    ended(0, "scrub", "--yes");
    ended(0, "restore");
    ended(0, "scrub", "--yes");
    ended(0, "purge", "--hold", "0s", "--yes");

    assertThat(ended(0, "runs").out()).contains("nothing is in the quarantine");
  }

  @Test
  @DisplayName("14: what became needed while it was moved is given back")
  void whatBecameNeededIsGivenBack() {
    Runnable push = () -> world.write("repositories/team/app/tag_v2", Image.id("garbage"));

    assertThat(Typed.meanwhile(push, "scrub", world.root(), SCRUB).exit()).isEqualTo(1);

    world.requireWhole();
    assertThat(world.has("garbage")).isTrue();
  }

  @Test
  @DisplayName("15: exit codes tell apart, results are readable by machines, and talk is not there")
  void exitCodesTellApart() {
    assertThat(ended(0, "validate").out()).isEqualTo("the registry is whole\n");
    assertThat(ended(0, "report", "--format", "json").out())
        .startsWith("{")
        .doesNotContain("Namespace");
    world.remove(file("base", "layer"));
    ended(1, "validate");
    assertThat(Typed.words(List.of("frobnicate")).exit()).isEqualTo(2);
    world.write(TAG, "");
    ended(3, "scrub", SCRUB);
  }

  @Test
  @DisplayName("16: an option before the command does not swallow what follows")
  void anOptionBeforeTheCommandSwallowsNothing() {
    var words = List.of("--keep", "48h", world.root().toString(), "report");

    assertThat(Typed.words(words).exit()).isZero();
    assertThat(Typed.words(List.of(world.root().toString(), "report", "--keep")).exit())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("17: it runs from any folder, without a file of properties")
  void itRunsFromAnyFolder() throws Exception {
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            absolute(System.getProperty("java.class.path")),
            "drclean.cli.Main",
            world.root().toString(),
            "validate");
    process.directory(Files.createDirectory(folder.resolve("empty")).toFile());

    assertThat(process.start().waitFor()).isZero();
  }

  private static String absolute(String classes) {
    return Pattern.compile("[^" + java.io.File.pathSeparator + "]+")
        .matcher(classes)
        .replaceAll((MatchResult part) -> Path.of(part.group()).toAbsolutePath().toString());
  }

  @Test
  @DisplayName("24: a young index and the metadata of tags are heeded")
  void aYoungIndexIsHeeded() {
    world.write(
        "repositories/team/new/_index_images", "[{\"id\": \"%s\"}]".formatted(Image.id("garbage")));
    world.write("repositories/team/app/tag__x", Image.id("tip"));
    world.write("repositories/team/app/tag_x_json", "{\"last_update\": 1}");

    ended(0, "validate");
    ended(0, "scrub", SCRUB);

    assertThat(world.has("garbage")).isTrue();
  }

  @Test
  @DisplayName("25: one test leaves nothing to the next, since nothing is patched")
  void nothingIsLeftToTheNext() {
    for (int i = 0; i < 2; i++) {
      try (var again = new World(folder.resolve("again" + i))) {
        again.push("team/app:v1", "base", "tip").leave("garbage").aged();

        assertThat(Typed.line("scrub", again.root(), "--yes").exit()).isZero();
        assertThat(again.has("garbage")).isFalse();
      }
    }
  }
}
