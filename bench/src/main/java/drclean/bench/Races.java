// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import drclean.bench.Goal.AtLeast;
import drclean.bench.Goal.AtMost;
import drclean.bench.Goal.Nothing;
import drclean.bench.Goal.Under;
import drclean.bench.world.World;
import drclean.bench.world.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All races by name, each with its world, its contestants and what is asked of them.
record Races(Ground ground, Programs programs) {
  static final String LARGE = "large";
  static final List<String> NAMES =
      List.of("report", "untagged", LARGE, "v1", "scrub", "start", "deep");

  private static final int RUNS = 5;
  private static final int FEW = 3;
  private static final String FIRST = " (empty cache)";
  private static final String AGAIN = " (manifests remembered)";
  private static final String REPORT = "`dr-clean report`";
  private static final String COLLECT = "`docker-registry garbage-collect`";
  private static final String DRY = "`docker-registry garbage-collect --dry-run`";
  private static final String FIND = "`find -type f`";

  Race named(String name) throws IOException {
    return switch (name) {
      case "report" -> report();
      case "untagged" -> untagged();
      case LARGE -> large();
      case "v1" -> v1();
      case "scrub" -> scrub();
      case "start" -> start();
      case "deep" -> deep();
      default -> throw new IllegalArgumentException("no race is called " + name);
    };
  }

  private Race report() throws IOException {
    var world = Worlds.middling();
    var root = ground.world("a", world);
    return new Race(
        "1. Report of a middling registry",
        world.size(),
        List.of(
            new Contestant(REPORT + FIRST, RUNS, new Nothing(), first(root)),
            new Contestant(REPORT + AGAIN, RUNS, new Nothing(), again(root)),
            new Contestant(DRY, RUNS, new AtLeast(6), collect(root, "--dry-run")),
            Contestant.of(FIND, RUNS, new AtLeast(1), Programs.find(root))));
  }

  private Race untagged() throws IOException {
    var world = Worlds.oneRepository(1);
    var root = ground.world("b", world);
    var twice = ground.world("b2", Worlds.oneRepository(2));
    var peer = collect(root, "--dry-run", "--delete-untagged");
    return new Race(
        "2. One repository, untagged manifests asked for",
        world.size(),
        List.of(
            new Contestant(
                "`dr-clean report --untagged`" + FIRST,
                RUNS,
                new Nothing(),
                first(root, "--untagged")),
            new Contestant(
                "the same, twice the repository" + FIRST,
                RUNS,
                new AtMost(2.3),
                scratch -> programs.report(scratch.resolve("cache-twice"), twice, "--untagged")),
            new Contestant(
                "`docker-registry garbage-collect --dry-run --delete-untagged`",
                1,
                new AtLeast(100),
                peer),
            Contestant.of(FIND, RUNS, new Nothing(), Programs.find(root))));
  }

  private Race large() throws IOException {
    var world = Worlds.large();
    var root = ground.world("c", world);
    return new Race(
        "3. Report of a large registry",
        world.size(),
        List.of(
            new Contestant(REPORT + FIRST, FEW, new Nothing(), first(root)),
            new Contestant(REPORT + AGAIN, FEW, new AtMost(0.5), again(root)),
            new Contestant(DRY, 1, new AtLeast(15), collect(root, "--dry-run")),
            Contestant.of(FIND, FEW, new Nothing(), Programs.find(root))));
  }

  private Race v1() throws IOException {
    var world = Worlds.old();
    var root = ground.world("v1", world);
    return new Race(
        "4. Report of a v1 registry",
        world.size(),
        List.of(
            new Contestant(REPORT + FIRST, RUNS, new Nothing(), first(root)),
            Contestant.of(FIND, RUNS, new AtLeast(1), Programs.find(root))));
  }

  private Race scrub() {
    var world = Worlds.dirty();
    return new Race(
        "6. Scrub, each run on a fresh copy",
        world.size(),
        List.of(
            new Contestant(
                "`dr-clean scrub --grace 0s`" + FIRST,
                FEW,
                new Nothing(),
                scratch -> scrub(scratch, world)),
            new Contestant(
                COLLECT,
                FEW,
                new AtLeast(3),
                scratch ->
                    Programs.collect(scratch, Ground.lay(scratch.resolve("theirs"), world)))));
  }

  private Command scrub(Path scratch, World world) throws IOException {
    var root = Ground.lay(scratch.resolve("ours"), world);
    return programs.drClean(
        scratch.resolve("cache"),
        "scrub",
        root,
        "--grace",
        "0s",
        "--yes",
        "--max-percent",
        "100",
        "--quiet");
  }

  private Race start() {
    var version = Command.of(programs.launcher(), "--version");
    return new Race(
        "6. Start",
        "no registry",
        List.of(
            Contestant.of("`dr-clean --version`", RUNS, new Under(Duration.ofMillis(300)), version),
            Contestant.of(
                "`docker-registry --version`",
                RUNS,
                new Nothing(),
                Command.of(Programs.REGISTRY, "--version"))));
  }

  private Race deep() throws IOException {
    var world = Worlds.heavy();
    var root = ground.world("e", world);
    return new Race(
        "7. Every blob hashed again",
        world.size() + ", layers of 64 MiB",
        List.of(
            new Contestant(
                "`dr-clean validate --deep`" + FIRST,
                FEW,
                new Nothing(),
                scratch -> programs.drClean(scratch.resolve("cache"), "validate", root, "--deep")),
            Contestant.of(
                "`find -print0 \\| xargs -0 -P$(nproc) sha256sum`",
                FEW,
                new AtLeast(1 / 1.2),
                Programs.sha256sum(root))));
  }

  private Contestant.Trial first(Path root, Object... options) {
    return scratch -> programs.report(scratch.resolve("cache"), root, options);
  }

  /// Runs after [#first] in the same round, with the cache that it left.
  private Contestant.Trial again(Path root, Object... options) {
    return first(root, options);
  }

  private static Contestant.Trial collect(Path root, Object... options) {
    return scratch -> Programs.collect(scratch, root, options);
  }
}
