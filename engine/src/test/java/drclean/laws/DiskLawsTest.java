// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.plan.Plan;
import drclean.plan.Scope.Keep;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/// The laws of a run on a disk, whose quarantine lies in the registry's folder or in another.
@ParameterizedClass
@CsvSource({"HERE,TAGGED", "HERE,LINKED", "ELSEWHERE,TAGGED", "ELSEWHERE,LINKED"})
class DiskLawsTest {
  private static final int SEEDS = 4;
  private static final int STOPS = 3;
  private static final Duration LEASE_ENDED = Duration.ofMinutes(11);
  private static final Duration HELD = Cleaning.HOLD.plusDays(1);

  /// Where the quarantine lies.
  enum Place {
    HERE,
    ELSEWHERE
  }

  @Parameter(0)
  private Place place = Place.HERE;

  @Parameter(1)
  private Keep keep = Keep.TAGGED;

  @TempDir private Path folder;
  private int made;

  /// A file's content and time, or a folder, which a rename dates.
  private record Seen(String text, Instant time) {
    private boolean folder() {
      return time.equals(Instant.EPOCH);
    }

    private static Seen at(Path path) throws IOException {
      return Files.isDirectory(path)
          ? new Seen("a folder", Instant.EPOCH)
          : new Seen(
              Files.readString(path, ISO_8859_1), Files.getLastModifiedTime(path).toInstant());
    }
  }

  /// A world on the disk.
  private record Disk(Cleaning cleaning, Path root, Path quarantine) {
    Cleaning with(WatchedStorage.Watch watch) {
      return cleaning.with(new WatchedStorage(cleaning.storage(), watch));
    }

    /// All outside the quarantine.
    Map<String, Seen> all() {
      return all(root, Registry.QUARANTINE);
    }

    /// All outside the quarantine, as on any other disk: lists of images are written anew by each
    /// run at its own time.
    Map<String, Seen> anywhere() {
      var all = new TreeMap<>(all());
      all.replaceAll(
          (path, seen) ->
              path.endsWith("/_index_images") ? new Seen(seen.text(), Instant.MAX) : seen);
      return all;
    }

    /// The files outside the quarantine.
    Map<String, Seen> files() {
      return files(all());
    }

    private static Map<String, Seen> files(Map<String, Seen> all) {
      var files = new TreeMap<>(all);
      files.values().removeIf(Seen::folder);
      return files;
    }

    /// The kinds of what a run keeps.
    Set<String> kinds() {
      return all(quarantine, "-").keySet().stream()
          .map(Path::of)
          .filter(path -> path.getNameCount() == 4 && path.getName(2).endsWith("moved"))
          .map(path -> path.getName(3).toString())
          .collect(Collectors.toSet());
    }

    /// What a run keeps, by the path it had.
    Map<String, Seen> kept() {
      var kept = new TreeMap<String, Seen>();
      files(all(quarantine, "-"))
          .forEach(
              (path, seen) -> {
                if (path.contains("/moved/")) {
                  kept.put(path.replaceFirst(".*/moved/[^/]+/", ""), seen);
                }
              });
      return kept;
    }

    private static Map<String, Seen> all(Path root, String without) {
      var files = new TreeMap<String, Seen>();
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.toList()) {
          files.put(root.relativize(path).toString(), Seen.at(path));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.keySet().removeIf(path -> (path + "/").startsWith(without + "/"));
      return files;
    }
  }

  private Disk disk(World world) {
    made++;
    var root = folder.resolve("registry" + made);
    var quarantine =
        place == Place.HERE
            ? root.resolve(Registry.QUARANTINE)
            : folder.resolve("elsewhere" + made);
    var storage = world.storage();
    var nodes = new TreeMap<>(storage.everything());
    try {
      for (var node : nodes.entrySet()) {
        Path path = root.resolve(node.getKey());
        if (node.getValue().isPresent()) {
          Files.write(path, node.getValue().get());
        } else {
          Files.createDirectories(path);
        }
      }
      for (String path : nodes.descendingKeySet()) {
        Files.setLastModifiedTime(root.resolve(path), FileTime.from(storage.time(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var disk =
        place == Place.HERE
            ? new DiskStorage(root)
            : new DiskStorage(root, Registry.QUARANTINE, quarantine);
    return new Disk(new Cleaning(world.layout(), disk, keep, Duration.ZERO), root, quarantine);
  }

  /// Does something on a disk, stopped at some of its changes; then looks at what is left.
  private void stopped(
      World world, Consumer<Cleaning> first, Consumer<Cleaning> work, Consumer<Disk> look) {
    var whole = disk(world);
    first.accept(whole.cleaning());
    var counted = new WatchedStorage(whole.cleaning().storage(), (_, _) -> {});
    work.accept(whole.cleaning().with(counted));
    assertTrue(counted.changes() > 2);
    int apart = 1 + counted.changes() / STOPS;
    for (int n = 1 + apart / 2; n <= counted.changes(); n += apart) {
      var left = disk(world);
      first.accept(left.cleaning());
      try {
        work.accept(left.with(Crash.at(n)));
      } catch (Crash _) {
        look.accept(left);
      }
    }
  }

  private static void scrub(Cleaning cleaning) {
    Plan plan = cleaning.plan();
    cleaning.run(plan);
  }

  private void each(Consumer<World> property) {
    Seeds.most(
        SEEDS,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          boolean something = Cleaning.of(world, keep).hasWork();
          if (something) {
            property.accept(world);
          }
          return something;
        });
  }

  @Test
  void whatIsMovedLiesInTheQuarantineAndIsWhole() {
    var kinds = new TreeSet<String>();
    each(
        world -> {
          var disk = disk(world);
          var before = disk.files();

          scrub(disk.cleaning());

          var after = new TreeMap<>(disk.files());
          after.putAll(disk.kept());
          assertEquals(before, after);
          assertFalse(disk.kept().isEmpty());
          kinds.addAll(disk.kinds());
          assertEquals(place == Place.HERE, Files.exists(disk.root().resolve(Registry.QUARANTINE)));
        });
    assertTrue(Seeds.alone() || kinds.containsAll(expected()), "moved " + kinds);
  }

  private Set<String> expected() {
    return keep == Keep.TAGGED
        ? Set.of("history", "manifest-link", "layer-link", "blob")
        : Set.of("layer-link", "blob");
  }

  @Test
  void aRunThatDiesAtAnyChangeCanBeUndone() {
    each(
        world -> {
          var before = disk(world).all();
          stopped(
              world,
              _ -> {},
              DiskLawsTest::scrub,
              left -> {
                left.cleaning().after(LEASE_ENDED).restore();
                assertEquals(before, left.all());
              });
        });
  }

  @Test
  void aRunAgainAfterACrashEqualsOneRun() {
    each(
        world -> {
          var once = disk(world);
          scrub(once.cleaning());
          stopped(
              world,
              _ -> {},
              DiskLawsTest::scrub,
              left -> {
                scrub(left.cleaning().after(LEASE_ENDED));
                assertEquals(once.anywhere(), left.anywhere());
                assertEquals(once.kept(), left.kept());
              });
        });
  }

  @Test
  void aPurgeThatDiesAtAnyChangeTouchesNothingElseAndGoesOn() {
    each(
        world -> {
          var once = disk(world);
          scrub(once.cleaning());
          stopped(
              world,
              DiskLawsTest::scrub,
              work -> work.after(HELD).purge(),
              left -> {
                assertEquals(once.anywhere(), left.anywhere());
                left.cleaning().after(HELD).after(LEASE_ENDED).purge();
                assertEquals(once.anywhere(), left.anywhere());
                assertEquals(
                    List.of(),
                    left.cleaning().storage().list("dr-clean/runs").found().orElse(List.of()));
              });
        });
  }
}
