// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that may not be read or written, or that are full. Each is told of with the thing and the
/// way out, nothing is lost, and once the disk is mended the next run works.
class PoorDiskTest {
  private static final int KIB = 1024;

  @TempDir private Path folder;
  private final Images images = Images.oci(6);
  private final Image gone = images.image(1);
  private final List<Path> closed = new ArrayList<>();
  private WrittenRegistry registry;

  @BeforeEach
  void write() {
    registry = world(folder.resolve("registry"));
  }

  private WrittenRegistry world(Path root) {
    var world = new WrittenRegistry(root);
    world.push(images.image(2), "team/app", "v1");
    world.push(images.image(1), "team/other", "v1");
    world.leave(gone, "team/gone");
    return world.aged();
  }

  @AfterEach
  void mend() throws IOException {
    for (Path path : closed) {
      Files.setPosixFilePermissions(path, fromString("rwxr-xr-x"));
    }
  }

  private void allow(String permissions, Path path) throws IOException {
    Files.setPosixFilePermissions(path, fromString(permissions));
    closed.add(path);
  }

  private Killed run(String command, String... options) {
    var words = new ArrayList<>(List.of(command, registry.root().toString()));
    words.addAll(List.of(options));
    return Killed.never(folder, words);
  }

  private void scrubEnds(int exit, String... words) {
    var scrub = run("scrub", "--yes", "--max-percent", "100");

    assertThat(scrub.exit()).as(scrub.output()).isEqualTo(exit);
    assertThat(scrub.output()).contains(words);
  }

  /// After the disk is mended a scrub does all, and nothing was lost.
  private void goesOn(Snapshot before) throws IOException {
    mend();
    var scrub = Typed.line("scrub", registry.root(), "--yes", "--max-percent", "100");
    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(registry.blob(gone.digest())).doesNotExist();
    assertThat(Snapshot.of(registry.root()).withMoved().things().keySet())
        .isEqualTo(before.things().keySet());
    registry.requireWhole();
  }

  @Test
  void aFolderThatMayNotBeReadRefusesTheScrub() throws Exception {
    var before = Snapshot.of(registry.root());
    allow("---------", registry.repository("team/app").resolve("_manifests"));

    var validate = run("validate");
    assertThat(validate.exit()).as(validate.output()).isEqualTo(1);
    assertThat(validate.output())
        .contains("team/app", "permission denied", "readable for this user");
    scrubEnds(3, "refused", "team/app", "permission denied", "readable for this user");
    goesOn(before);
  }

  @Test
  void aRegistryThatMayNotBeWrittenIsAStorageFailure() throws Exception {
    var before = Snapshot.of(registry.root());
    allow("r-xr-xr-x", registry.root());

    scrubEnds(4, "dr-clean/lease.json: permission denied");
    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
    goesOn(before);
  }

  @Test
  void aBlobThatMayNotBeMovedIsAStorageFailure() throws Exception {
    allow("r-xr-xr-x", Objects.requireNonNull(registry.blob(gone.digest()).getParent()));
    var before = Snapshot.of(registry.root());

    scrubEnds(4, "cannot move", gone.manifest().hex(), "permission denied");
    assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before.restorable());
    goesOn(before);
  }

  /// Gives all of the registry to another user, with these modes for folders and files.
  private void toAnotherUser(String group, String folders, String files) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"));
    var root = registry.root().toString();
    assertThat(done("chown", "-R", "65534:" + group, root)).isTrue();
    assertThat(done("find", root, "-type", "d", "-exec", "chmod", folders, "{}", "+")).isTrue();
    assertThat(done("find", root, "-type", "f", "-exec", "chmod", files, "{}", "+")).isTrue();
  }

  @Test
  void aRegistryOfAnotherUserThatMayBeReadIsReportedAndNotChanged() throws Exception {
    toAnotherUser("65534", "755", "644");
    var before = Snapshot.of(registry.root());

    assertThat(run("report").exit()).isZero();
    assertThat(run("validate").exit()).isZero();
    assertThat(run("scrub", "--dry-run", "--max-percent", "100").exit()).isZero();
    scrubEnds(4, "dr-clean/lease.json: permission denied");
    assertThat(run("restore", "--yes").exit()).isEqualTo(4);
    assertThat(run("purge", "--yes").exit()).isEqualTo(4);

    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
    assertThat(registry.root().resolve("dr-clean")).doesNotExist();
  }

  @Test
  void aRegistryOfAnotherUserThatMayNotBeReadIsRefused() throws Exception {
    toAnotherUser("65534", "700", "600");
    var before = Snapshot.of(registry.root());

    for (String command : List.of("report", "validate", "runs")) {
      var said = run(command);
      assertThat(said.exit()).as(said.output()).isEqualTo(3);
      assertThat(said.output()).contains(registry.root().toString(), "permission denied");
    }
    scrubEnds(3, "permission denied", "owner");

    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
  }

  @Test
  void aRegistryWhoseGroupMayWriteIsLeftToItsOwner() throws Exception {
    toAnotherUser("0", "2775", "664");
    var before = Snapshot.of(registry.root());

    scrubEnds(4, "dr-clean/lease.json", "nobody", "run this as that user");

    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
    assertThat(registry.root().resolve("dr-clean")).doesNotExist();
  }

  @Test
  void aQuarantineThatMayNotBeWrittenIsAStorageFailure() throws Exception {
    var before = Snapshot.of(registry.root());
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    allow("r-xr-xr-x", elsewhere);

    var scrub = run("scrub", "--yes", "--max-percent", "100", "--quarantine", elsewhere.toString());

    assertThat(scrub.exit()).as(scrub.output()).isEqualTo(4);
    assertThat(scrub.output()).contains("cannot create " + elsewhere, "permission denied");
    assertThat(elsewhere).isEmptyDirectory();
    goesOn(before);
  }

  private interface OnDisk {
    void run(Path disk) throws Exception;
  }

  /// Mounts a disk of its own, and takes it off again.
  private void mounted(String at, OnDisk test, String... options) throws Exception {
    var disk = Files.createDirectories(folder.resolve(at));
    var words = new ArrayList<>(List.of("mount"));
    words.addAll(List.of(options));
    words.add(disk.toString());
    assumeTrue(done(words.toArray(String[]::new)));
    try {
      test.run(disk);
    } finally {
      assertThat(done("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void aDiskThatIsFullIsAStorageFailure() throws Exception {
    mounted("disk", this::full, "-t", "tmpfs", "-o", "size=2m", "none");
  }

  private void full(Path disk) throws Exception {
    registry = world(disk);
    var before = Snapshot.of(disk);
    fill(disk.resolve("docker/registry/v2/full"));

    scrubEnds(4, "cannot ", "No space left on device");
    Files.delete(disk.resolve("docker/registry/v2/full"));
    assertThat(Snapshot.of(disk).withMoved()).isEqualTo(before.restorable());
    goesOn(before);
  }

  @Test
  void aFullDiskIsFreedByAPurge() throws Exception {
    mounted("disk", this::freed, "-t", "tmpfs", "-o", "size=2m", "none");
  }

  @Test
  void aDiskWithoutInodesIsFreedByAPurge() throws Exception {
    mounted("disk", this::withoutInodes, "-t", "tmpfs", "-o", "size=8m,nr_inodes=400", "none");
  }

  private void freed(Path disk) throws Exception {
    registry = world(disk);
    assertThat(run("scrub", "--yes", "--max-percent", "100").exit()).isZero();
    fill(disk.resolve("docker/registry/v2/full"));

    purged(disk);
  }

  private void withoutInodes(Path disk) throws Exception {
    registry = world(disk);
    assertThat(run("scrub", "--yes", "--max-percent", "100").exit()).isZero();
    var many = Files.createDirectory(disk.resolve("docker/registry/v2/many"));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 400; i++) {
                Files.createFile(many.resolve("" + i));
              }
            })
        .hasMessageContaining("No space left");

    purged(disk);
  }

  private void purged(Path disk) {
    var purge = run("purge", "--yes", "--hold", "0s");

    assertThat(purge.exit()).as(purge.output()).isZero();
    assertThat(disk.resolve("dr-clean/runs")).isEmptyDirectory();
    assertThat(disk.resolve("dr-clean/reserve")).doesNotExist();
    registry.requireWhole();
  }

  @Test
  void aRegistryOnAnotherDiskThanItsRootIsRefusedBeforeAnythingChanges() throws Exception {
    mounted("apart/docker", this::apart, "-t", "tmpfs", "-o", "size=8m", "none");
  }

  private void apart(Path disk) {
    registry = world(Objects.requireNonNull(disk.getParent()));
    var before = Snapshot.of(registry.root());

    scrubEnds(3, "lie on different file systems", "give --quarantine a folder");
    assertThat(registry.root().resolve("dr-clean")).doesNotExist();
    assertThat(Snapshot.of(registry.root())).isEqualTo(before);

    var scrub =
        run("scrub", "--yes", "--max-percent", "100", "--quarantine", disk.resolve("q").toString());
    assertThat(scrub.exit()).as(scrub.output()).isZero();
    registry.requireWhole();
  }

  @Test
  void aSecondMountOfTheSameDiskIsAnotherFileSystem() throws Exception {
    var other = Files.createDirectories(folder.resolve("other"));
    mounted("second", this::second, "--bind", other.toString());
  }

  private void second(Path mount) {
    var before = Snapshot.of(registry.root());

    var scrub =
        run(
            "scrub",
            "--yes",
            "--max-percent",
            "100",
            "--quarantine",
            mount.resolve("q").toString());

    assertThat(scrub.exit()).as(scrub.output()).isEqualTo(3);
    assertThat(scrub.output()).contains("lie on different file systems");
    assertThat(Snapshot.of(registry.root())).isEqualTo(before);
    assertThat(mount).isEmptyDirectory();
  }

  private static boolean done(String... words) throws Exception {
    return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
  }

  private static void fill(Path file) throws IOException {
    var block = new byte[KIB];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
