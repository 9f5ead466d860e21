// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.run.Lease;
import drclean.run.Owner;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is in quarantine and became needed comes back whatever is asked for next.
class HealingTest {
  private final Path folder;
  private final Typed typed;
  private final Path place;

  /// A scrub, and after it a link to a layer that it moved.
  HealingTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");
    Path blobs = Path.of("docker/registry/v2/blobs");
    Path moved = moved(typed.registry());
    String hex = Objects.requireNonNull(moved.getParent()).getFileName().toString();
    this.place =
        typed.registry().resolve(blobs).resolve("sha256/" + hex.substring(0, 2) + "/" + hex);
    Path link =
        typed.registry().resolve("docker/registry/v2/repositories/new/_layers/sha256/" + hex);
    Files.writeString(Files.createDirectories(link).resolve("link"), "sha256:" + hex);
  }

  private static Path moved(Path registry) throws IOException {
    try (var all = Files.walk(registry.resolve("dr-clean/runs"))) {
      return all.filter(path -> path.endsWith("data") && path.toString().contains("/moved/blob/"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aScrubThatHasNothingToDoGivesItBack() {
    Typed.Answer answer = typed.type("scrub ROOT --yes");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out() + answer.err()).contains("gave back what is needed again: 1 item");
    assertThat(place.resolve("data")).exists();
    assertThat(typed.type("scrub ROOT --yes").exit()).isZero();
  }

  @Test
  void aScrubBeyondItsLimitGivesItBack() throws IOException {
    Path data = Files.writeString(Files.createDirectories(unneeded()).resolve("data"), "unneeded");
    Files.setLastModifiedTime(data, FileTime.fromMillis(0));

    Typed.Answer answer = typed.type("scrub ROOT --yes --max-items 0");

    assertThat(answer.exit()).as(answer.err()).isEqualTo(5);
    assertThat(answer.err()).contains("gave back what is needed again: 1 item");
    assertThat(place.resolve("data")).exists();
    assertThat(unneeded().resolve("data")).exists();
  }

  @Test
  void aScrubThatIsRefusedGivesItBack() throws IOException {
    Path link = typed.registry().resolve("docker/registry/v2/repositories/unmounted");
    Files.createSymbolicLink(link, folder.resolve("nowhere"));

    Typed.Answer answer = typed.type("scrub ROOT --yes");

    assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
    assertThat(place.resolve("data")).exists();
  }

  private Path unneeded() {
    return typed.registry().resolve("docker/registry/v2/blobs/sha256/ab/" + "ab".repeat(32));
  }

  @Test
  void aPurgeForWhichNothingHasWaitedGivesItBack() {
    Typed.Answer answer = typed.type("purge ROOT --yes");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(place.resolve("data")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scrub ROOT --yes -q", "purge ROOT --yes -q"})
  void whatIsGivenBackIsSaidAlsoToWhoAsksForSilence(String line) {
    Typed.Answer answer = typed.type(line);

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err()).isEqualTo("gave back what is needed again: 1 item\n");
  }

  @Test
  void whatIsHeldIsSaidAlsoToWhoAsksForSilence() throws IOException {
    Files.createFile(Files.createDirectories(place).resolve("data"));

    Typed.Answer answer = typed.type("purge ROOT --hold 0s --yes -q");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err()).contains("-scrub-", " stays: ");
  }

  @Test
  void aPurgeThatIsAskedToEndSaysWhatIsGoneAndHowToGoOn() {
    Typed.Answer answer =
        typed.endingAt("gave back").type("purge ROOT --hold 0s --yes -v --layout v2");

    assertThat(answer.exit()).isEqualTo(130);
    assertThat(answer.err())
        .contains("deleted 0 items, 0 B", "stopped on the way; 0 of 1 run is gone")
        .contains("the rest: dr-clean purge " + typed.registry() + " --layout v2 --hold 0s\n");
  }

  @Test
  void aPurgeWhereNothingIsTaggedIsRefusedUnlessThatIsMeant() throws IOException {
    Path repositories = typed.registry().resolve("docker/registry/v2/repositories");
    Files.move(repositories, folder.resolve("unmounted"));
    Files.createDirectory(repositories);

    Typed.Answer refused = typed.type("purge ROOT --hold 0s --yes");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("--even-if-nothing-is-tagged");
    assertThat(typed.type("purge ROOT --hold 0s --yes --even-if-nothing-is-tagged").exit())
        .isZero();
  }

  @Test
  void theLeaseLiesInTheRegistryWhereverTheQuarantineLies() {
    var storage = new DiskStorage(typed.registry());

    try (var _ = Lease.take(storage, Registry.QUARANTINE, Owner.here(), () -> Typed.NOW)) {
      assertThat(typed.type("scrub ROOT --yes").exit()).isEqualTo(6);
    }
  }
}
