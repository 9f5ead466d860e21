// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The laws of a run on a disk whose quarantine lies in another folder than the registry.
class TwoRootsLawsTest {
  private static final int SEEDS = 3;
  private static final int STOPS = 8;
  private static final Duration LEASE_ENDED = Duration.ofMinutes(11);
  private static final Duration HELD = Cleaning.HOLD.plusDays(1);

  @TempDir private Path folder;
  private int made;

  /// A file's content and time.
  private record Seen(String text, Instant time) {}

  /// A world on the disk.
  private record Disk(Cleaning cleaning, Path root, Path elsewhere) {
    Cleaning with(WatchedStorage.Watch watch) {
      return cleaning.with(new WatchedStorage(cleaning.storage(), watch));
    }

    Map<String, Seen> files() {
      return files(root, "dr-clean");
    }

    /// What a run keeps, by the path it had.
    Map<String, Seen> kept() {
      var kept = new TreeMap<String, Seen>();
      files(elsewhere, "-")
          .forEach(
              (path, seen) -> {
                if (path.contains("/moved/")) {
                  kept.put(path.replaceFirst(".*/moved/[^/]+/", ""), seen);
                }
              });
      return kept;
    }

    private static Map<String, Seen> files(Path root, String without) {
      var files = new TreeMap<String, Seen>();
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.filter(Files::isRegularFile).toList()) {
          files.put(
              root.relativize(path).toString(),
              new Seen(Files.readString(path), Files.getLastModifiedTime(path).toInstant()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.keySet().removeIf(path -> path.startsWith(without + "/"));
      return files;
    }
  }

  private Disk disk(World world) {
    made++;
    var root = folder.resolve("registry" + made);
    var elsewhere = folder.resolve("elsewhere" + made);
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
    var disk = new DiskStorage(root, Registry.QUARANTINE, elsewhere);
    return new Disk(
        new Cleaning(world.layout(), disk, Keep.LINKED, Duration.ZERO), root, elsewhere);
  }

  /// Does something on a disk, stopped at some of its changes; then looks at what is left.
  private void stopped(
      World world, Consumer<Cleaning> first, Consumer<Cleaning> work, Consumer<Disk> look) {
    var whole = disk(world);
    first.accept(whole.cleaning());
    var counted = new WatchedStorage(whole.cleaning().storage(), (_, _) -> {});
    work.accept(whole.cleaning().with(counted));
    assertTrue(counted.changes() > 2);
    for (int n = 1; n <= counted.changes(); n += 1 + counted.changes() / STOPS) {
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
    cleaning.scrub(plan);
  }

  private void each(Consumer<World> property) {
    Seeds.each(
        SEEDS,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          if (!Cleaning.of(world, Keep.LINKED).steps().isEmpty()) {
            property.accept(world);
          }
        });
  }

  @Test
  void whatIsMovedLiesElsewhereAndIsWhole() {
    each(
        world -> {
          var disk = disk(world);
          var before = disk.files();

          scrub(disk.cleaning());

          var after = disk.files();
          after.putAll(disk.kept());
          assertEquals(before, after);
          assertFalse(disk.kept().isEmpty());
          assertFalse(Files.exists(disk.root().resolve(Registry.QUARANTINE)));
        });
  }

  @Test
  void aRunThatDiesAtAnyChangeCanBeUndone() {
    each(
        world -> {
          var before = disk(world).files();
          stopped(
              world,
              _ -> {},
              TwoRootsLawsTest::scrub,
              left -> {
                left.cleaning().after(LEASE_ENDED).restore();
                assertEquals(before, left.files());
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
              TwoRootsLawsTest::scrub,
              left -> {
                scrub(left.cleaning().after(LEASE_ENDED));
                assertEquals(once.files(), left.files());
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
              TwoRootsLawsTest::scrub,
              work -> work.after(HELD).purge(),
              left -> {
                assertEquals(once.files(), left.files());
                left.cleaning().after(HELD).after(LEASE_ENDED).purge();
                assertEquals(once.files(), left.files());
                assertEquals(
                    List.of(),
                    left.cleaning().storage().list("dr-clean/runs").found().orElse(List.of()));
              });
        });
  }
}
