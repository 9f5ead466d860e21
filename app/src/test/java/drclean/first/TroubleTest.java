// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.Snapshot;
import drclean.Typed;
import drclean.real.Killed;
import drclean.run.Lease;
import drclean.run.Owner;
import drclean.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Others at work, disks that are full, closed or elsewhere, clocks that are wrong: a v1 registry
/// is never the worse for it.
@Timeout(120)
class TroubleTest {
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};

  @TempDir private Path folder;
  private final List<Path> closed = new ArrayList<>();
  private World world;

  @BeforeEach
  void aRegistryWithGarbage() {
    world = world(folder.resolve("registry"));
  }

  private static World world(Path root) {
    var world = new World(root);
    return world.push("team/kept:v1", "base", "kept").leave("gone").leave("garbage").aged();
  }

  @AfterEach
  void mend() throws IOException {
    world.close();
    for (Path path : closed) {
      Files.setPosixFilePermissions(path, fromString("rwxr-xr-x"));
    }
    world.requireWhole();
  }

  private void allow(String permissions, Path path) throws IOException {
    Files.setPosixFilePermissions(path, fromString(permissions));
    closed.add(path);
  }

  private Typed ended(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  /// As [#ended], in a process that the modes of files bind.
  private String bound(int exit, String command, String... options) {
    var words = Stream.concat(Stream.of(command, world.root().toString()), Stream.of(options));
    var end = Killed.never(folder, words.toList());
    assertThat(end.exit()).as(end.output()).isEqualTo(exit);
    return end.output();
  }

  private Lease leased(Owner owner) {
    return Lease.take(new DiskStorage(world.root()), "dr-clean", owner, InstantSource.system());
  }

  @Test
  @DisplayName("46, R7: while one cleaner works a second is refused, and may look")
  void whileOneCleanerWorksASecondIsRefused() {
    try (var _ = leased(Owner.here())) {
      assertThat(ended(6, "scrub", SCRUB).err()).contains("has been changing this registry");
      ended(6, "restore", "--all");
      ended(6, "purge", "--yes");
      ended(0, "report");
      ended(0, "validate");
      ended(0, "scrub", "--dry-run", "--max-percent", "100");
    }

    ended(0, "scrub", SCRUB);
  }

  @Test
  @DisplayName("46: the lease of a process that is dead is taken over")
  void theLeaseOfADeadProcessIsTakenOver() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Owner here = Owner.here();
    leased(new Owner(here.host(), here.space(), process.pid(), here.ticks()));

    ended(0, "scrub", SCRUB);

    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("46: where no lease can be written a change is refused, and a look is not")
  void whereNoLeaseCanBeWrittenALookIsNotRefused() throws IOException {
    Files.createDirectory(world.root().resolve("dr-clean"));
    allow("r-xr-xr-x", world.root().resolve("dr-clean"));
    var before = Snapshot.of(world.root());

    assertThat(bound(4, "scrub", SCRUB))
        .contains("dr-clean/lease.json: permission denied; run this as its owner");
    bound(0, "report");

    assertThat(Snapshot.of(world.root())).isEqualTo(before);
  }

  @Test
  @DisplayName("47: a registry that may only be read is looked at, and nothing moves")
  void aRegistryThatMayOnlyBeReadIsLookedAt() throws IOException {
    try (Stream<Path> all = Files.walk(world.root())) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        allow("r-xr-xr-x", path);
      }
    }
    var before = Snapshot.of(world.root());

    bound(0, "report");
    bound(0, "validate", "--deep");
    assertThat(bound(4, "scrub", SCRUB)).contains("cannot create");

    assertThat(Snapshot.of(world.root())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "size=4m, cat /dev/zero > fill",
    "'size=64m,nr_inodes=100', for i in $(seq 100); do touch fill$i; done"
  })
  @DisplayName("48: on a full disk nothing moves, and no plan is left half-written")
  void onAFullDiskNothingMoves(String size, String fill) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(shell("mount -t tmpfs -o " + size + " none " + disk));
    try (var full = world(disk)) {
      shell("cd " + disk + "; " + fill);
      var before = Snapshot.of(disk);

      var scrub = Typed.line("scrub", disk, SCRUB);

      assertThat(scrub.exit()).as(scrub.said()).isEqualTo(4);
      assertThat(Snapshot.of(disk).outsideQuarantine()).isEqualTo(before);
      assertThat(Snapshot.of(disk).things().keySet())
          .filteredOn(path -> path.startsWith("dr-clean/"))
          .allMatch(path -> path.endsWith("/"));
      shell("rm " + disk + "/fill*");
      assertThat(Typed.line("scrub", disk, SCRUB).exit()).isZero();
      assertThat(Typed.line("purge", disk, "--hold", "0s", "--yes").exit()).isZero();
      assertThat(full.has("garbage")).isFalse();
      full.requireWhole();
    } finally {
      assertThat(shell("umount " + disk)).isTrue();
    }
  }

  private static boolean shell(String command) throws Exception {
    var shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    shell.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return shell.start().waitFor() == 0;
  }

  @Test
  @DisplayName("49: a quarantine on another device is refused, with the way out")
  void aQuarantineOnAnotherDeviceIsRefused() throws Exception {
    Path quarantine = Files.createDirectory(world.root().resolve("dr-clean"));
    assumeTrue(shell("mount -t tmpfs none " + quarantine));
    try {
      var before = Snapshot.of(world.root()).outsideQuarantine();

      assertThat(ended(3, "scrub", SCRUB).err()).contains("different file systems", "--quarantine");

      assertThat(Snapshot.of(world.root()).outsideQuarantine()).isEqualTo(before);
    } finally {
      assertThat(shell("umount " + quarantine)).isTrue();
    }
  }

  @Test
  @DisplayName("50: an image that may not be read is skipped and told of, and the rest goes")
  void anImageThatMayNotBeReadIsSkipped() throws IOException {
    allow("---------", world.image("gone"));

    String said = bound(1, "scrub", SCRUB);

    assertThat(said).contains(Image.id("gone"), "cannot be read and is left alone");
    assertThat(world.has("gone")).isTrue();
    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("50: tags that may not be read refuse the scrub")
  void tagsThatMayNotBeReadRefuseTheScrub() throws IOException {
    allow("---------", world.root().resolve("repositories/team/kept"));

    assertThat(bound(3, "scrub", SCRUB)).contains("repositories/team/kept", "permission denied");

    assertThat(world.has("garbage")).isTrue();
  }

  @Test
  @DisplayName("51: an image that vanishes between the look and the move is told of")
  void anImageThatVanishesIsToldOf() {
    Runnable vanish = () -> world.remove("images/" + Image.id("gone"));

    var scrub = Typed.meanwhile(vanish, "scrub", world.root(), SCRUB);

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(scrub.err()).contains("1 item had gone meanwhile");
    assertThat(world.has("garbage")).isFalse();
  }

  @Test
  @DisplayName("54: what is dated in the future is young")
  void whatIsDatedInTheFutureIsYoung() throws IOException {
    var future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
    Files.setLastModifiedTime(world.image("garbage").resolve("layer"), future);

    ended(0, "scrub", SCRUB);

    assertThat(world.has("garbage")).isTrue();
    assertThat(world.has("gone")).isFalse();
  }

  @Test
  @DisplayName("54: a clock that was put back finds all young, one at zero finds all old")
  void aWrongClockTakesNothingLive() throws IOException {
    var past = InstantSource.fixed(Instant.parse("2001-01-01T00:00:00Z"));
    assertThat(Typed.at(past, "scrub", world.root(), SCRUB).exit()).isZero();
    assertThat(world.has("garbage")).isTrue();
    try (Stream<Path> all = Files.walk(world.root())) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
      }
    }

    ended(0, "scrub", SCRUB);

    assertThat(world.has("garbage")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report ROOT",
        "ROOT report",
        "ROOT validate",
        "validate ROOT",
        "ROOT scrub --dry-run --max-percent 100",
        "scrub ROOT --dry-run --max-percent 100",
        "ROOT restore --dry-run",
        "ROOT revert --dry-run",
        "ROOT purge --dry-run"
      })
  @DisplayName("69: the original's order of words is understood, and the usual one")
  void bothOrdersOfWordsAreUnderstood(String line) {
    var words = List.of(line.replace("ROOT", world.root().toString()).split(" "));

    assertThat(Typed.words(words).exit()).isZero();
  }

  @Test
  @DisplayName("69: both orders make the same plan")
  void bothOrdersMakeTheSamePlan() {
    String root = world.root().toString();
    List<String> usual = List.of("scrub", root, "--dry-run", "--max-percent", "100");
    List<String> original = List.of(root, "scrub", "--dry-run", "--max-percent", "100");

    assertThat(Typed.words(original).out()).isNotEmpty().isEqualTo(Typed.words(usual).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROOT images", "frobnicate ROOT", "ROOT", "scrub", "report ROOT/nowhere"})
  @DisplayName("69: an unknown word or a missing root is told, and is no success")
  void anUnknownWordIsTold(String line) {
    var words = List.of(line.replace("ROOT", world.root().toString()).split(" "));

    var typed = Typed.words(words);

    assertThat(typed.exit()).isEqualTo(line.endsWith("nowhere") ? 3 : 2);
    assertThat(typed.err()).startsWith("dr-clean: ");
  }
}
