// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What purge deletes, and what it never touches.
@Timeout(60)
class ForGoodTest {
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};
  private static final String[] PURGE = {"--hold", "0s", "--yes"};

  @TempDir private Path folder;
  private World world;
  private Path precious;

  @BeforeEach
  void aRegistryWithARun() throws IOException {
    world = new World(folder.resolve("registry"));
    world.push("team/kept:v1", "kept").leave("root", "tip").leave("garbage").aged();
    precious = Files.createDirectory(folder.resolve("outside")).resolve("precious");
    Files.writeString(precious, "mine");
    done(0, "scrub", SCRUB);
  }

  @AfterEach
  void nothingOutsideWasTouched() {
    world.close();
    assertThat(precious).hasContent("mine");
    world.requireWhole();
  }

  private Typed done(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  private Path run() {
    return world.root().resolve("dr-clean/runs").resolve(runs()[0]);
  }

  private String[] runs() {
    String[] runs = world.root().resolve("dr-clean/runs").toFile().list();
    return runs == null ? new String[0] : runs;
  }

  private Path moved(String name) {
    return run().resolve("moved/blob/images").resolve(Image.id(name));
  }

  @Test
  @DisplayName("43: what has not waited long enough stays")
  void whatHasNotWaitedStays() {
    var before = Snapshot.of(world.root());

    done(0, "purge", "--yes");

    assertThat(Snapshot.of(world.root())).isEqualTo(before);
  }

  @Test
  @DisplayName("43, R8: purge deletes what waited, and touches nothing outside the quarantine")
  void purgeTouchesOnlyTheQuarantine() {
    world.write("dr-clean/notes", "mine").write("dr-clean/runs/notes/x", "mine");
    var before = Snapshot.of(world.root()).outsideQuarantine();

    done(0, "purge", PURGE);

    assertThat(Snapshot.of(world.root()).outsideQuarantine()).isEqualTo(before);
    assertThat(runs()).containsExactly("notes");
    assertThat(world.read("dr-clean/notes") + world.read("dr-clean/runs/notes/x"))
        .isEqualTo("minemine");
  }

  @Test
  @DisplayName("43: an image that a tag needs again is given back, never deleted")
  void anImageThatIsNeededAgainIsGivenBack() {
    world.write("repositories/team/app/tag_v1", Image.id("tip"));

    var purge = done(1, "purge", PURGE);

    assertThat(purge.err()).contains("gave back what is needed again: 2 items");
    assertThat(world.has("tip") && world.has("root")).isTrue();
    assertThat(runs()).isEmpty();
  }

  @Test
  @DisplayName("43: a run in which something is needed, and cannot go back, stays")
  void aRunThatHoldsSomethingNeededStays() {
    world.write("repositories/team/app/tag_v1", Image.id("tip"));
    world.write("images/" + Image.id("tip") + "/json", "{}");

    done(1, "purge", PURGE);

    assertThat(moved("tip")).isDirectory();
    world.remove("images/" + Image.id("tip"));
    done(0, "restore", "--all");
  }

  @Test
  @DisplayName("43: while it is not known what is needed, nothing is deleted")
  void whileItIsNotKnownWhatIsNeededNothingIsDeleted() {
    world.write("repositories/team/app/tag_v1", "");

    assertThat(done(3, "purge", PURGE).err()).contains("repositories/team/app/tag_v1");

    assertThat(moved("tip")).isDirectory();
    world.remove("repositories/team");
  }

  @ParameterizedTest
  @ValueSource(strings = {"moved/blob/images/%s", "moved/blob/images", "moved/blob", "moved"})
  @DisplayName("44: a folder that was swapped for a symbolic link is not followed")
  void aSwappedFolderIsNotFollowed(String path) throws IOException {
    Path swapped = run().resolve(path.formatted(Image.id("garbage")));
    delete(swapped);
    Files.createSymbolicLink(swapped, precious.resolveSibling(""));

    done(0, "purge", PURGE);

    assertThat(runs()).isEmpty();
  }

  @Test
  @DisplayName("44: a quarantine that was swapped for a symbolic link is refused")
  void aSwappedQuarantineIsRefused() throws IOException {
    Path quarantine = world.root().resolve("dr-clean");
    Files.move(quarantine, folder.resolve("outside/dr-clean"));
    Files.createSymbolicLink(quarantine, folder.resolve("outside/dr-clean"));
    var before = Snapshot.of(folder.resolve("outside"));

    for (String command : new String[] {"purge", "scrub", "restore"}) {
      String[] options = command.equals("purge") ? PURGE : new String[] {"--yes"};
      assertThat(done(3, command, options).err()).contains("symbolic link");
    }

    assertThat(Snapshot.of(folder.resolve("outside"))).isEqualTo(before);
  }

  @Test
  @DisplayName("44: what is linked to from outside keeps its bytes there")
  void whatIsLinkedFromOutsideKeepsItsBytes() throws IOException {
    Files.createLink(moved("garbage").resolve("extra"), precious);

    done(0, "purge", PURGE);

    assertThat(runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside/precious", "/etc/hostname", "dr-clean/runs", "images/../.."})
  @DisplayName("44: a plan that was edited to lead out of the registry is not believed")
  void anEditedPlanIsNotBelieved(String path) throws IOException {
    Path plan = run().resolve("plan.jsonl");
    Files.writeString(plan, Files.readString(plan).replace("images/" + Image.id("garbage"), path));

    done(0, "restore", "--all");
    assertThat(world.has("garbage") && world.has("tip")).isTrue();
    done(0, "scrub", SCRUB);
    plan = run().resolve("plan.jsonl");
    Files.writeString(plan, Files.readString(plan).replace("images/" + Image.id("garbage"), path));
    assertThat(done(1, "purge", PURGE).said()).contains("stays", "which no plan may name");

    assertThat(runs()).hasSize(1);
    assertThat(precious).exists();
    done(0, "restore", "--all");
    assertThat(world.has("garbage") && world.has("tip")).isTrue();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
