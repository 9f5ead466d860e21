// SPDX-License-Identifier: Apache-2.0
package drclean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.real.Image;
import drclean.real.Images;
import drclean.real.WrittenRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A quarantine that lies outside the registry's root, on the same file system.
class QuarantineElsewhereTest {
  @TempDir private Path folder;
  private final Images images = Images.oci(8);
  private final Image gone = images.image(1);
  private WrittenRegistry registry;
  private Path waiting;

  @BeforeEach
  void write() {
    registry = world("registry");
    waiting = folder.resolve("ware house/q");
    WrittenRegistry.write(waiting.resolve("precious"), new byte[100]);
    WrittenRegistry.write(waiting.resolve("runs/precious"), new byte[100]);
  }

  private WrittenRegistry world(String name) {
    var world = new WrittenRegistry(folder.resolve(name));
    world.push(images.image(2), "team/app", "v1");
    world.push(images.image(1), "team/other", "v1");
    world.leave(gone, "team/gone");
    return world.aged();
  }

  private Typed typed(String command, String... options) {
    return Typed.line(command, registry.root(), options);
  }

  private Typed elsewhere(String command, String... options) {
    return in(waiting, command, options);
  }

  private Typed in(Path quarantine, String command, String... options) {
    var words = Stream.of("--quarantine", quarantine.toString());
    return typed(command, Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  private Typed scrub() {
    var scrub = elsewhere("scrub", "--yes", "--max-percent", "100");
    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(registry.blob(gone.digest())).doesNotExist();
    return scrub;
  }

  /// The registry as if all that is in quarantine were given back.
  private Snapshot all() {
    var all = new TreeMap<>(Snapshot.of(registry.root()).things());
    Snapshot.of(waiting).things().forEach((path, what) -> all.put("dr-clean/" + path, what));
    return new Snapshot(all).withMoved();
  }

  @Test
  void whatIsMovedLiesThereAndNothingElseChanges() {
    var before = all();

    var scrub = scrub();

    assertThat(all()).isEqualTo(before);
    assertThat(scrub.err()).contains("--quarantine '" + waiting + "'");
    assertThat(registry.root().resolve("dr-clean")).doesNotExist();
    assertThat(waiting.resolve("precious")).hasSize(100);
    registry.requireWhole();
  }

  @Test
  void everyCommandFindsItThere() {
    scrub();

    assertThat(elsewhere("report").out()).contains("In quarantine:");
    assertThat(elsewhere("runs").out()).contains("-scrub-");
    assertThat(elsewhere("explain", gone.digest()).out()).contains("quarantine");
    assertThat(elsewhere("validate").exit()).isZero();
    assertThat(elsewhere("restore", "--dry-run").out()).contains(gone.digest());
    assertThat(elsewhere("purge", "--dry-run", "--hold", "0s").out()).contains("-scrub-");
  }

  @Test
  void restoreGivesAllBackAndLeavesTheRestThere() {
    var before = all();
    scrub();

    var restore = elsewhere("restore", "--yes");

    assertThat(restore.exit()).as(restore.said()).isZero();
    assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    assertThat(Snapshot.of(waiting).things().keySet())
        .containsExactly("precious", "registry", "runs/", "runs/precious");
  }

  @Test
  void purgeDeletesWhatWaitedAndNothingElse() {
    scrub();
    var before = Snapshot.of(registry.root());

    var purge = elsewhere("purge", "--hold", "0s", "--yes");

    assertThat(purge.exit()).as(purge.said()).isZero();
    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
    assertThat(Snapshot.of(waiting).things().keySet())
        .containsExactly("precious", "registry", "runs/", "runs/precious");
  }

  @Test
  void whoLooksElsewhereIsToldWhere() {
    scrub();
    String here = "is in the quarantine " + registry.root().resolve("dr-clean");

    assertThat(typed("runs").out()).contains("nothing " + here, "--quarantine");
    assertThat(typed("restore", "--yes").out()).contains("nothing of this " + here);
    assertThat(in(folder.resolve("no"), "runs").out())
        .contains("nothing is in the quarantine " + folder.resolve("no"))
        .doesNotContain("--quarantine");
  }

  @Test
  void aQuarantineInTheRegistrysRootMayHaveAnotherName() {
    var scrub = in(registry.root().resolve("waiting"), "scrub", "--yes", "--max-percent", "100");

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(registry.root().resolve("waiting/runs")).isDirectory();
  }

  @Test
  void aQuarantineAmongTheRegistrysOwnThingsIsRefused() throws Exception {
    var before = Snapshot.of(folder);
    Files.createSymbolicLink(folder.resolve("link"), registry.repository("team"));
    for (String within :
        new String[] {"docker/registry/v2/q", "docker/registry/v2", "docker", ""}) {
      refused(registry.root().resolve(within), "lie in each other", "name a folder of its own");
    }
    refused(folder, "lie in each other");
    refused(folder.resolve("link/q"), "lie in each other");
    Files.delete(folder.resolve("link"));
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }

  @Test
  void aQuarantineOnAnotherFileSystemIsRefusedBeforeAnythingChanges() {
    var memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));

    refused(
        memory.resolve("dr-clean-test"), "different file systems", "registry's own file system");

    assertThat(registry.root().resolve("dr-clean")).doesNotExist();
    assertThat(memory.resolve("dr-clean-test")).doesNotExist();
  }

  @Test
  void aQuarantineOfAnotherRegistryIsRefused() {
    scrub();
    var other = world("other");

    var restore = Typed.line("restore", other.root(), "--yes", "--quarantine", waiting.toString());

    assertThat(restore.exit()).isEqualTo(3);
    assertThat(restore.err())
        .contains("is the quarantine of the registry " + registry.root(), "name another folder");
  }

  @Test
  void whoNamesAnotherQuarantineIsExcludedByTheSameLease() {
    WrittenRegistry.write(registry.root().resolve("dr-clean/lease.json"), "{".getBytes(UTF_8));

    assertThat(elsewhere("scrub", "--yes").exit()).isEqualTo(6);
  }

  private void refused(Path quarantine, String... words) {
    for (String command : new String[] {"report", "runs"}) {
      assertThat(in(quarantine, command).exit()).isEqualTo(3);
    }
    var scrub = in(quarantine, "scrub", "--yes", "--max-percent", "100");
    assertThat(scrub.exit()).as(scrub.said()).isEqualTo(3);
    assertThat(scrub.err()).contains(words);
    assertThat(registry.blob(gone.digest())).exists();
  }
}
