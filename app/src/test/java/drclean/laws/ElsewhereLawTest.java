// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.layout.V1;
import drclean.layout.V2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law 8: a storage whose truth lies elsewhere is recognised wherever a person points, and refused
/// with nothing written; one without such a sign never is.
class ElsewhereLawTest {
  private static final String LOCKS = "docker/registry/lockfiles/";
  private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);

  /// What people may ask for; each is one command line without the registry.
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("report"),
          List.of("validate"),
          List.of("validate", "--deep"),
          List.of("explain", "a:v1"),
          List.of("scrub", "--dry-run"),
          List.of("scrub", "--yes", "--even-if-nothing-is-tagged", "--max-percent", "100"),
          List.of("runs"),
          List.of("restore", "--all", "--yes"),
          List.of("purge", "--hold", "0s", "--yes"));

  @TempDir private Path temporary;

  /// What tells that the truth lies elsewhere.
  private enum Sign {
    DATABASE,
    BOTH_LOCKS,
    LOCK_THAT_LEADS_NOWHERE,
    CACHE,
    CACHE_NOT_WRITTEN_YET;

    void put(Path root) throws IOException {
      Files.createDirectories(root.resolve(LOCKS));
      switch (this) {
        case DATABASE -> Files.createFile(root.resolve(LOCKS + "database-in-use"));
        case BOTH_LOCKS -> {
          Files.createFile(root.resolve(LOCKS + "database-in-use"));
          Files.createFile(root.resolve(LOCKS + "filesystem-in-use"));
        }
        case LOCK_THAT_LEADS_NOWHERE ->
            Files.createSymbolicLink(root.resolve(LOCKS + "database-in-use"), Path.of("nowhere"));
        case CACHE -> Files.writeString(root.resolve("scheduler-state.json"), "{}");
        case CACHE_NOT_WRITTEN_YET -> Files.createFile(root.resolve("scheduler-state.json"));
      }
    }
  }

  /// The registry of a seed on the disk, in a folder of its own.
  private Path registry(World world, long seed) {
    try {
      Path root = temporary.resolve(seed + "/data/registry");
      OnDisk.write(world, root);
      return root;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Typed line(Path pointed, List<String> words, String... more) {
    return Typed.at(
        CLOCK,
        words.getFirst(),
        pointed,
        Stream.concat(words.stream().skip(1), Stream.of(more)).toArray(String[]::new));
  }

  private static void refused(Path all, Path pointed, List<String> words, String... more) {
    var before = Everything.of(all);
    var typed = line(pointed, words, more);
    assertThat(typed.exit()).as(words + " " + pointed + ": " + typed.said()).isEqualTo(3);
    assertThat(typed.out()).isEmpty();
    assertThat(Everything.of(all)).isEqualTo(before);
  }

  private static World second(long seed) {
    return World.of(seed / 2 * 3 + seed % 2, World.Health.WHOLE);
  }

  /// The inner folder last, as only there the root has to be found.
  private static List<Path> places(Path root) throws IOException {
    Path alias = root.resolveSibling("alias");
    Files.createSymbolicLink(alias, root);
    return Stream.of(
            root,
            alias,
            root.getParent(),
            root.resolve("docker"),
            root.resolve("docker/registry"),
            root.resolve(V2.BASE + "/repositories"),
            root.resolve(V2.BASE + "/repositories/a"),
            root.resolve(V2.BASE + "/blobs"),
            alias.resolve(V2.BASE),
            root.resolve(V2.BASE))
        .filter(Files::exists)
        .toList();
  }

  @Test
  void aSignOfAnotherTruthIsRefusedWhereverOnePoints() {
    Seeds.each(
        16,
        seed -> {
          var chance = new Chance(seed);
          Path root = registry(second(seed), seed);
          try {
            Sign.values()[chance.below(Sign.values().length)].put(root);
            for (Path pointed : places(root)) {
              refused(root.getParent(), pointed, chance.pick(COMMANDS));
            }
            for (Path pointed : List.of(root, root.resolve(V2.BASE))) {
              String layout = chance.pick(List.of("v1", "v2"));
              refused(root.getParent(), pointed, chance.pick(COMMANDS), "--layout", layout);
            }
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }

  @Test
  void aCacheIsRecognisedBehindALinkToItsInnerFolders() throws IOException {
    Path root = registry(second(0), 0);
    Path other = temporary.resolve("other");
    Files.move(root.resolve("docker"), other);
    Files.createSymbolicLink(root.resolve("docker"), other);
    Sign.CACHE.put(root);

    refused(temporary, root.resolve(V2.BASE), List.of("report"));
  }

  @Test
  void aMirrorOfTheFirstLayoutIsRefused() {
    Seeds.each(
        10,
        seed -> {
          Path root = registry(mirror(seed * 3 + 2), seed);
          var chance = new Chance(seed);
          var scrub =
              List.of("--even-if-nothing-is-tagged", chance.pick(List.of("--yes", "--dry-run")));
          var words = Stream.concat(Stream.of("scrub"), scrub.stream()).toList();

          refused(root.getParent(), root, words);
        });
  }

  /// What a mirror stores of the same images.
  private static World mirror(long seed) {
    World world = World.of(seed, World.Health.WHOLE);
    for (String path : world.tree().files().keySet()) {
      if (path.startsWith("repositories/")
          || path.endsWith("/_checksum")
          || path.endsWith("/_inprogress")) {
        world.storage().delete(path);
      }
    }
    return world;
  }

  @Test
  void aRegistryWithoutASignIsNeverRefused() {
    Seeds.each(
        24,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          Path root = registry(world, seed);
          var chance = new Chance(seed);
          Path pointed =
              world.layout() instanceof V1 || chance.percent(50) ? root : root.resolve(V2.BASE);
          lock(root, chance);
          for (List<String> words : COMMANDS) {
            if (words.contains("explain")) {
              continue;
            }
            var typed = line(pointed, words);
            if (!typed.said().contains("no tag and no manifest refers to any")) {
              assertThat(typed.exit()).as(words + ": " + typed.said()).isIn(0, 1, 5);
            }
          }
        });
  }

  /// A GitLab registry that says that the truth lies in its folders.
  private static void lock(Path root, Chance chance) {
    try {
      if (chance.percent(50) && Files.exists(root.resolve("docker"))) {
        Files.createDirectories(root.resolve(LOCKS));
        Files.createFile(root.resolve(LOCKS + "filesystem-in-use"));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void whatIsUntaggedInTheStorageOfAHarborIsNotPlanned() {
    Seeds.each(
        4,
        seed -> {
          Path root = registry(second(seed), seed);
          root.resolveSibling("job_logs").toFile().mkdir();
          root.resolveSibling("ca_download").toFile().mkdir();
          var chance = new Chance(seed);

          refused(root.getParent(), root, chance.pick(COMMANDS.subList(3, 6)), "--untagged");
          assertThat(line(root, List.of("scrub", "--yes")).exit()).isIn(0, 5);
        });
  }
}
