// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A registry like the one that the original cleaner's own tests used: its repositories lie in
/// `repository`, and its tags end in a line feed.
@Timeout(60)
class OtherNameTest {
  private static final String[] NAMED = {"--repositories-name", "repository"};

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void aFolderOfTheOriginalsTests() throws Exception {
    root = folder.resolve("registry");
    try (var world = new World(root)) {
      world.push("org/project:deploy_qa_1", "base", "tip").leave("garbage");
      world.write("repositories/org/project/tag_latest", Image.id("tip") + "\n").aged();
    }
    Files.move(root.resolve("repositories"), root.resolve("repository"));
  }

  private Typed ended(int exit, String command, String... options) {
    var words = new java.util.ArrayList<>(List.of(root.toString(), command));
    words.addAll(List.of(options));
    var typed = Typed.words(words);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  @Test
  @DisplayName("2, R4: under another name the repositories are not seen, and nothing moves")
  void underAnotherNameNothingMoves() {
    var before = Snapshot.of(root);

    assertThat(ended(3, "scrub", "--yes").err()).contains("repositories");

    assertThat(Snapshot.of(root)).isEqualTo(before);
  }

  @Test
  @DisplayName("2: when the name is given, the orphan alone moves, and all commands work")
  void whenTheNameIsGivenTheOrphanMoves() {
    var before = new TreeMap<>(Snapshot.of(root).things());
    ended(0, "validate", NAMED);
    assertThat(ended(0, "report", NAMED).out()).contains("org/project");

    ended(0, "scrub", "--yes", NAMED[0], NAMED[1]);

    var after = new TreeMap<>(Snapshot.of(root).outsideQuarantine().things());
    before.keySet().removeAll(after.keySet());
    assertThat(before.keySet()).allMatch(path -> path.contains(Image.id("garbage"))).hasSize(5);
    ended(0, "restore", NAMED);
    ended(0, "scrub", "--yes", NAMED[0], NAMED[1]);
    ended(0, "purge", "--hold", "0s", "--yes", NAMED[0], NAMED[1]);
  }

  @Test
  @DisplayName("2: a name is refused for another layout, and one that is no name, too")
  void aNameIsRefusedForAnotherLayout() throws Exception {
    ended(2, "report", "--layout", "v2", NAMED[0], NAMED[1]);
    ended(3, "report", "--repositories-name", "../outside");
    Files.createDirectories(root.resolve("docker/registry/v2"));

    assertThat(ended(3, "report", NAMED).err()).contains("v2 registry");
  }
}
