// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V2World.digest;
import static drclean.layout.V2World.image;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Needs;
import drclean.registry.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is remembered between surveys, and that a damaged memory is none.
class ManifestFileTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Digest ALIAS = new Digest("sha512", "ab".repeat(64));

  @TempDir private Path folder;

  private final V2World world = new V2World();
  private Path file = Path.of("");

  @BeforeEach
  void aFileThatIsNotThereYet() {
    file = folder.resolve("cache/manifests");
  }

  private Inventory survey() {
    return new V2()
        .survey(
            world.inMemory(),
            new Means(1, new ManifestFile(file), Means.Watch.NOBODY, Means.Pause.NONE));
  }

  /// The three tables, filled from the file.
  private static final class Recalled {
    final Digests digests = new Digests("sha256");
    final Needs needs = new Needs();
    final Sizes sizes = new Sizes();

    Recalled(Path file) {
      new ManifestFile(file).recall(digests, needs, sizes);
    }

    Map<String, Set<String>> all() {
      return needsOf(digests, needs);
    }
  }

  private static Map<String, Set<String>> needsOf(Digests digests, Needs needs) {
    var all = new TreeMap<String, Set<String>>();
    for (int id = 0; id < digests.size(); id++) {
      if (needs.holdsForEver(id)) {
        var own = new TreeSet<String>();
        needs.eachStored(
            id,
            n ->
                own.add(
                    digests.get(Needs.digest(n))
                        + " "
                        + Needs.isManifest(n)
                        + " "
                        + Needs.isOptional(n)));
        int subject = needs.subject(id);
        own.add("subject " + (subject < 0 ? "none" : digests.get(subject)));
        all.put(digests.get(id).toString(), own);
      }
    }
    return all;
  }

  private void someImages() {
    String odd =
        "{\"schemaVersion\":2,\"layers\":[{\"digest\":\"%s\",\"size\":3}]}".formatted(ALIAS);
    world
        .push("team/app:v1", "base", "one")
        .index("team/app:multi", image("base", "one"), image("sparse"))
        .referrer("team/app", image("base", "one"), "signature")
        .manifest("team/app:odd", odd)
        .layer("team/app", "one")
        .link(new Item.LayerLink("team/app", ALIAS), digest("one"));
  }

  @Test
  void whatWasSurveyedIsRecalledWhole() {
    someImages();
    Inventory inventory = survey();

    var recalled = new Recalled(file);

    assertThat(recalled.all())
        .hasSize(4)
        .isEqualTo(needsOf(inventory.digests(), inventory.needs()));
    assertThat(recalled.sizes.get(recalled.digests.find(digest("base")))).isEqualTo(4);
    assertThat(recalled.sizes.get(recalled.digests.find(digest(image("base", "one")))))
        .isEqualTo(image("base", "one").length());
  }

  @Test
  void theSecondSurveySeesWhatTheFirstSaw() {
    someImages();
    Inventory first = survey();

    Inventory second = survey();

    assertThat(needsOf(second.digests(), second.needs()))
        .isEqualTo(needsOf(first.digests(), first.needs()));
    assertThat(second.repositories().getFirst().tags())
        .hasSameSizeAs(first.repositories().getFirst().tags());
    assertThat(second.findings()).isEqualTo(first.findings());
  }

  @Test
  void anAliasIsNotRemembered() {
    someImages();
    survey();

    assertThat(new Recalled(file).all()).doesNotContainKey(ALIAS.toString());
  }

  @Test
  void aManifestThatCannotBeReadIsNotRemembered() {
    world
        .push("team/app:v1", "one")
        .push("team/app:v2", "two")
        .put(world.data(digest(image("two"))), "");

    survey();

    assertThat(new Recalled(file).all()).containsOnlyKeys(digest(image("one")).toString());
  }

  @Test
  void whatIsNoLongerLinkedIsForgotten() {
    world.push("team/app:v1", "one").push("team/app:v2", "two");
    survey();
    world
        .untag("team/app:v2")
        .removeTree(world.path(new Item.ManifestLink("team/app", digest(image("two")))));

    survey();

    assertThat(new Recalled(file).all()).containsOnlyKeys(digest(image("one")).toString());
  }

  @Test
  void aFileThatSaysItAllIsNotWrittenAgain() throws IOException {
    world.push("team/app:v1", "one");
    survey();
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));

    survey();

    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(LONG_AGO);
    world.push("team/app:v2", "two");
    survey();
    assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(LONG_AGO);
  }

  @Test
  void nothingLiesBesideTheFileAfterwards() throws IOException {
    world.push("team/app:v1", "one");

    survey();

    try (var names = Files.list(file.getParent())) {
      assertThat(names).containsExactly(file);
    }
  }

  @Test
  void anyFlippedBitMakesItNone() throws IOException {
    someImages();
    survey();
    byte[] whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= (byte) (1 << (i % 8));
      Files.write(file, broken);
      assertThat(new Recalled(file).digests.size()).as("byte %d", i).isZero();
    }
  }

  @Test
  void anyShorterFileIsNone() throws IOException {
    someImages();
    survey();
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(new Recalled(file).digests.size()).as("length %d", length).isZero();
    }
  }

  /// A checksum that fits does not make numbers true.
  @Test
  void aWrongNumberUnderARightChecksumNeverThrows() throws IOException {
    someImages();
    survey();
    byte[] whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length - 4; i++) {
      byte[] wrong = whole.clone();
      wrong[i] = (byte) ~wrong[i];
      var sum = new CRC32C();
      sum.update(wrong, 0, wrong.length - 4);
      java.nio.ByteBuffer.wrap(wrong).putInt(wrong.length - 4, (int) sum.getValue());
      Files.write(file, wrong);
      assertThat(new Recalled(file).digests.size()).as("byte %d", i).isLessThan(100);
    }
  }

  @Test
  void aDamagedFileIsReplacedByTheNextSurvey() throws IOException {
    someImages();
    survey();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2, 3});

    survey();

    assertThat(Files.size(file)).isEqualTo(whole.length);
    assertThat(new Recalled(file).all()).hasSize(4);
  }

  @Test
  void whatCannotBeWrittenIsToldAndTheSurveyGoesOn() throws IOException {
    Files.write(folder.resolve("cache"), new byte[0]);
    world.push("team/app:v1", "one");
    var memory = new ManifestFile(file);

    Inventory inventory =
        new V2()
            .survey(world.inMemory(), new Means(1, memory, Means.Watch.NOBODY, Means.Pause.NONE));

    assertThat(inventory.repositories()).hasSize(1);
    assertThat(memory.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains(file.toString()));
  }
}
