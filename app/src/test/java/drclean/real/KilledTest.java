// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process is killed by SIGKILL when a thing that chance picks is moved, given back or
/// deleted. The next run works at once, and nothing is lost.
class KilledTest {
  private static final int ROUNDS = 12;
  private static final int AT_LEAST = 10;
  private static final int IMAGES = 80;
  private static final long SEED = 20_261_123;
  private static final String LEASE = "dr-clean/lease.json";
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};
  private static final String[] RESTORE = {"--all", "--yes"};
  private static final String[] PURGE = {"--hold", "0s", "--yes"};

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private int killed;

  /// Few images that live, many that do not, and layers that both have.
  private WrittenRegistry world(int round) {
    var registry = new WrittenRegistry(folder.resolve("registry" + round));
    var images = Images.oci(SEED + round);
    var shared = images.layer(300);
    for (int i = 0; i < 10; i++) {
      registry.push(images.image(List.of(shared, images.layer(100))), "team/app", "v" + i);
    }
    for (int i = 0; i < IMAGES; i++) {
      registry.leave(images.image(List.of(shared, images.layer(50))), "team/app" + i % 7);
    }
    registry.push(images.index(images.image(2), images.image(1)), "team/multi", "latest");
    return registry.aged();
  }

  private static Typed done(String command, WrittenRegistry registry, String... options) {
    var typed = Typed.line(command, registry.root(), options);
    assertThat(typed.exit()).as(typed.said()).isZero();
    return typed;
  }

  private void kill(
      BooleanSupplier moment, String command, WrittenRegistry registry, String... options) {
    var words = Stream.concat(Stream.of(command, registry.root().toString()), Stream.of(options));
    var end = Killed.when(moment, folder, words.toList());
    assertThat(end.exit()).as(end.output()).isIn(0, Killed.BY_SIGKILL);
    if (end.exit() == Killed.BY_SIGKILL) {
      killed++;
    }
  }

  /// The moment when one of these files is no longer at its place.
  private BooleanSupplier gone(Path root, TreeSet<String> files) {
    var all = new ArrayList<>(files);
    var victim = root.resolve(all.get(random.nextInt(all.size())));
    return () -> !Files.exists(victim, LinkOption.NOFOLLOW_LINKS);
  }

  /// Files in quarantine that a run moved.
  private static TreeSet<String> moved(WrittenRegistry registry) {
    return kept(registry.root());
  }

  private static TreeSet<String> outside(WrittenRegistry registry) {
    return new TreeSet<>(Snapshot.of(registry.root()).outsideQuarantine().things().keySet());
  }

  @Test
  void aScrubThatIsKilledLosesNothingAndTheNextOneFinishes() {
    for (int round = 0; round < ROUNDS; round++) {
      var registry = world(round);
      var garbage = garbage(registry);
      var lease = registry.root().resolve(LEASE);

      scrubKilled(
          registry, round == 0 ? () -> Files.exists(lease) : gone(registry.root(), garbage));

      assertThat(outside(registry)).doesNotContainAnyElementsOf(garbage);
    }
    assertThat(killed).isGreaterThanOrEqualTo(AT_LEAST);
  }

  /// What a scrub takes, found by one that is undone.
  private static TreeSet<String> garbage(WrittenRegistry registry) {
    var before = Snapshot.of(registry.root()).restorable();
    done("scrub", registry, SCRUB);
    var garbage = new TreeSet<>(before.things().keySet());
    garbage.removeAll(outside(registry));
    done("restore", registry, RESTORE);
    assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    return garbage;
  }

  private void scrubKilled(WrittenRegistry registry, BooleanSupplier moment) {
    var before = Snapshot.of(registry.root()).restorable();

    kill(moment, "scrub", registry, SCRUB);

    registry.requireWhole();
    assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before);
    done("scrub", registry, SCRUB);
    registry.requireWhole();
    assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before);
  }

  @Test
  void whereTheQuarantineLiesElsewhereNothingIsLostEither() {
    for (int round = 0; round < ROUNDS / 3; round++) {
      var registry = world(round);
      var elsewhere = folder.resolve("elsewhere" + round);
      String[] scrub = {"--yes", "--max-percent", "100", "--quarantine", elsewhere.toString()};
      String[] restore = {"--all", "--yes", "--quarantine", elsewhere.toString()};
      var before = Snapshot.of(registry.root()).restorable();
      var garbage = garbage(registry);

      kill(gone(registry.root(), garbage), "scrub", registry, scrub);
      registry.requireWhole();
      done("scrub", registry, scrub);
      assertThat(outside(registry)).doesNotContainAnyElementsOf(garbage);
      registry.requireWhole();
      kill(gone(elsewhere, kept(elsewhere)), "restore", registry, restore);
      registry.requireWhole();
      done("restore", registry, restore);

      assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    }
    assertThat(killed).isGreaterThanOrEqualTo(AT_LEAST / 2);
  }

  private static TreeSet<String> kept(Path quarantine) {
    var files = new TreeSet<>(Snapshot.of(quarantine).things().keySet());
    files.removeIf(path -> !path.contains("/moved/"));
    return files;
  }

  @Test
  void aRestoreThatIsKilledLosesNothingAndTheNextOneFinishes() {
    var registry = world(0);
    var before = Snapshot.of(registry.root()).restorable();
    for (int round = 0; round < ROUNDS; round++) {
      done("scrub", registry, SCRUB);
      assertThat(moved(registry)).hasSizeGreaterThan(IMAGES);

      kill(gone(registry.root(), moved(registry)), "restore", registry, RESTORE);

      registry.requireWhole();
      assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before);
      done("restore", registry, RESTORE);
      assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
      assertThat(moved(registry)).isEmpty();
    }
    assertThat(killed).isGreaterThanOrEqualTo(AT_LEAST);
  }

  @Test
  void aPurgeThatIsKilledTakesNothingElseAndTheNextOneFinishes() {
    for (int round = 0; round < ROUNDS; round++) {
      var registry = world(round);
      done("scrub", registry, SCRUB);
      var living = Snapshot.of(registry.root()).outsideQuarantine();

      kill(gone(registry.root(), moved(registry)), "purge", registry, PURGE);

      assertThat(Snapshot.of(registry.root()).outsideQuarantine()).isEqualTo(living);
      done("purge", registry, PURGE);
      assertThat(Snapshot.of(registry.root()).outsideQuarantine()).isEqualTo(living);
      assertThat(moved(registry)).isEmpty();
      registry.requireWhole();
    }
    assertThat(killed).isGreaterThanOrEqualTo(AT_LEAST);
  }
}
