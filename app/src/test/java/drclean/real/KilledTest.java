// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import drclean.first.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real process is killed by SIGKILL as soon as the n-th step of a plan is seen to be taken,
/// undone or deleted, for many n; it may take a few more until it is dead. The next run works at
/// once, and nothing is lost.
class KilledTest {
  private static final int ROUNDS = 4;
  private static final int IMAGES = 60;
  private static final long SEED = 20_261_123;

  @TempDir private Path folder;
  private final TreeSet<Long> diedAt = new TreeSet<>();

  /// The kind of a registry.
  enum Kind {
    V1,
    V2
  }

  /// A registry, where its quarantine lies, and how its tags are looked at.
  private record Ground(Path root, Path quarantine, Runnable whole) {
    private Ground(Path root, Runnable whole) {
      this(root, root.resolve("dr-clean"), whole);
    }

    private Path at(Step step) {
      return root.resolve(step.path());
    }

    private String[] words(String... words) {
      return quarantine.startsWith(root)
          ? words
          : Stream.concat(Stream.of(words), Stream.of("--quarantine", quarantine.toString()))
              .toArray(String[]::new);
    }
  }

  /// A line of a plan.
  private record Step(String kind, String path) {}

  private Ground ground(Kind kind) {
    Path root = folder.resolve("registry");
    return switch (kind) {
      case V1 -> first(root);
      case V2 -> second(root);
    };
  }

  /// Few images that live, many that do not, and layers that both have.
  private static Ground second(Path root) {
    var registry = new WrittenRegistry(root);
    var images = Images.oci(SEED);
    var shared = images.layer(300);
    for (int i = 0; i < 5; i++) {
      registry.push(images.image(List.of(shared, images.layer(100))), "team/app", "v" + i);
    }
    for (int i = 0; i < IMAGES; i++) {
      registry.leave(images.image(List.of(shared, images.layer(50))), "team/app" + i % 7);
    }
    registry.push(images.index(images.image(2), images.image(1)), "team/multi", "latest");
    registry.aged();
    return new Ground(root, registry::requireWhole);
  }

  /// Chains that live, and some that do not and begin with the same image.
  private static Ground first(Path root) {
    try (var world = new World(root)) {
      world.push("team/app:v1", "root", "base", "app").push("team/other:v1", "root", "other");
      for (int i = 0; i < IMAGES; i += 4) {
        world.leave("root", "g" + i, "g" + (i + 1), "g" + (i + 2), "g" + (i + 3));
      }
      world.aged();
      return new Ground(root, world::requireWhole);
    }
  }

  private static Typed done(String command, Ground ground, String... options) {
    var typed = Typed.line(command, ground.root(), ground.words(options));
    assertThat(typed.exit()).as(typed.said()).isZero();
    return typed;
  }

  private static void scrub(Ground ground) {
    done("scrub", ground, "--yes", "--max-percent", "100");
  }

  private static void restore(Ground ground) {
    done("restore", ground, "--all", "--yes");
  }

  /// What a scrub will do.
  private static List<Step> steps(Ground ground) {
    return done("scrub", ground, "--dry-run", "--max-percent", "100", "--format", "csv")
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .map(cells -> new Step(cells[0], cells[2]))
        .toList();
  }

  /// Does something in rounds, each with another step of the plan, and sees that the process died
  /// at different ones.
  private void rounds(List<Step> steps, IntConsumer round) {
    assertThat(steps).hasSizeGreaterThanOrEqualTo(IMAGES);
    for (int i = 0; i < ROUNDS; i++) {
      round.accept((2 * i + 1) * steps.size() / (2 * ROUNDS));
    }
    assertThat(diedAt).as("after how many steps it died").hasSizeGreaterThanOrEqualTo(ROUNDS - 1);
  }

  /// What lies in the quarantine, if a run has moved it.
  private static boolean kept(Ground ground, Step step) {
    String[] runs = ground.quarantine().resolve("runs").toFile().list();
    return Stream.of(runs == null ? new String[0] : runs)
        .flatMap(run -> Stream.of(run + "/moved/", run + "/deleted/"))
        .map(place -> ground.quarantine().resolve("runs/" + place + step.kind()))
        .anyMatch(place -> there(place.resolve(step.path())));
  }

  private static boolean there(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void kill(BooleanSupplier moment, Ground ground, String... words) {
    var all = ground.words(words);
    var line = Stream.concat(Stream.of(all[0], ground.root().toString()), Stream.of(all).skip(1));
    var end = Killed.when(moment, folder, line.toList());
    assertThat(end.exit()).as(end.output()).isIn(0, Killed.BY_SIGKILL);
  }

  /// Notes how many steps are done, when it was killed before the last.
  private void died(List<Step> steps, Predicate<Step> isDone) {
    long done = steps.stream().filter(isDone).count();
    if (done < steps.size()) {
      diedAt.add(done);
    }
  }

  private void scrubIsKilled(Ground ground) {
    List<Step> steps = steps(ground);
    var before = Snapshot.of(ground.root()).restorable();
    rounds(
        steps,
        n -> {
          kill(
              () -> !there(ground.at(steps.get(n))),
              ground,
              "scrub",
              "--yes",
              "--max-percent",
              "100");

          died(steps, step -> !there(ground.at(step)));
          ground.whole().run();
          scrub(ground);
          ground.whole().run();
          assertThat(steps).noneMatch(step -> there(ground.at(step)));
          assertThat(steps).allMatch(step -> kept(ground, step));
          restore(ground);
          assertThat(Snapshot.of(ground.root()).restorable()).isEqualTo(before);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aScrubThatIsKilledLosesNothingAndTheNextOneFinishes(Kind kind) {
    scrubIsKilled(ground(kind));
  }

  @ParameterizedTest
  @EnumSource
  void whereTheQuarantineLiesElsewhereNothingIsLostEither(Kind kind) {
    Ground here = ground(kind);

    scrubIsKilled(new Ground(here.root(), folder.resolve("elsewhere"), here.whole()));
  }

  @ParameterizedTest
  @EnumSource
  void aRestoreThatIsKilledLosesNothingAndTheNextOneFinishes(Kind kind) {
    Ground ground = ground(kind);
    List<Step> steps = steps(ground);
    var before = Snapshot.of(ground.root()).restorable();
    rounds(
        steps,
        n -> {
          scrub(ground);
          assertThat(steps).allMatch(step -> kept(ground, step));

          kill(() -> there(ground.at(steps.get(n))), ground, "restore", "--all", "--yes");

          died(steps, step -> there(ground.at(step)));
          ground.whole().run();
          assertThat(steps).allMatch(step -> there(ground.at(step)) != kept(ground, step));
          restore(ground);
          assertThat(Snapshot.of(ground.root()).restorable()).isEqualTo(before);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPurgeThatIsKilledTakesNothingElseAndTheNextOneFinishes(Kind kind) throws Exception {
    Ground ground = ground(kind);
    Path copy = folder.resolve("copy");
    Runnable anew = copied(ground, copy);
    List<Step> steps = steps(ground);
    rounds(
        steps,
        n -> {
          anew.run();
          scrub(ground);
          var living = Snapshot.of(ground.root()).outsideQuarantine();

          kill(() -> !kept(ground, steps.get(n)), ground, "purge", "--hold", "0s", "--yes");

          died(steps, step -> !kept(ground, step));
          assertThat(Snapshot.of(ground.root()).outsideQuarantine()).isEqualTo(living);
          done("purge", ground, "--hold", "0s", "--yes");
          assertThat(Snapshot.of(ground.root()).outsideQuarantine()).isEqualTo(living);
          assertThat(steps).noneMatch(step -> kept(ground, step));
          ground.whole().run();
        });
  }

  /// Copies a registry, and answers how to make it anew from the copy.
  private static Runnable copied(Ground ground, Path copy) throws Exception {
    shell("cp -a %s %s".formatted(ground.root(), copy));
    return () -> shell("rm -r %1$s && cp -a %2$s %1$s".formatted(ground.root(), copy));
  }

  private static void shell(String command) {
    try {
      assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
