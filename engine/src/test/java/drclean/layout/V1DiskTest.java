// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.file;
import static drclean.layout.V1World.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links, pipes and odd names, on a real disk.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class V1DiskTest {
  private static final long LARGE = 1 << 20;

  @TempDir private Path folder;
  private Path root;
  private Path outside;
  private V1World world;

  @BeforeEach
  void aTag() throws IOException {
    root = Files.createDirectory(folder.resolve("registry"));
    outside = Files.createDirectory(folder.resolve("outside"));
    world = V1World.on(root);
    world.chain("A", "B").image("X").tag("team/app:v1", "B");
  }

  @Test
  @DisplayName("21: an unneeded image that is a symbolic link stays")
  void anUnneededImageThatIsALinkStays() throws IOException {
    Files.createSymbolicLink(root.resolve("images/" + id("Y")), outside);

    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.look().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.effect()).isEqualTo(Effect.NOTE));
  }

  @Test
  @DisplayName("21: a live image is read through a symbolic link")
  void aLiveImageIsReadThroughALink() throws IOException {
    Path real = outside.resolve("B");
    Files.move(root.resolve("images/" + id("B")), real);
    Files.createSymbolicLink(root.resolve("images/" + id("B")), real);

    assertThat(world.garbage()).containsExactly("X");
    assertThat(world.survey().findings()).isEmpty();
  }

  @Test
  void aFileNamedLikeAnImageStays() throws IOException {
    Files.writeString(root.resolve("images/" + id("Y")), "a file");

    assertThat(world.garbage()).containsExactly("X");
  }

  @Test
  @DisplayName("22: tags behind symbolic links count, and loops end")
  void tagsBehindLinksCountAndLoopsEnd() throws IOException {
    Files.createDirectories(outside.resolve("tool"));
    Files.writeString(outside.resolve("tool/tag_v1"), id("X"));
    Files.createSymbolicLink(root.resolve("repositories/elsewhere"), outside);
    Files.createSymbolicLink(root.resolve("repositories/team/tool"), outside.resolve("tool"));
    Files.createSymbolicLink(root.resolve("repositories/loop"), Path.of("."));
    Files.createSymbolicLink(root.resolve("repositories/team/loop"), Path.of(".."));

    assertThat(world.garbage()).isEmpty();
    assertThat(world.tags())
        .containsEntry("elsewhere/tool:v1", "X")
        .containsEntry("team/tool:v1", "X");
    assertThat(world.survey().repositories())
        .filteredOn(repository -> repository.whole() == Whole.ELSEWHERE)
        .extracting(Repository::name)
        .contains("elsewhere/tool", "team/tool")
        .doesNotContain("team/app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"repositories/gone", "repositories/team/gone"})
  @DisplayName("22: a folder of tags that is a symbolic link to nowhere blocks")
  void aFolderOfTagsThatLeadsNowhereBlocks(String path) throws IOException {
    Files.createSymbolicLink(root.resolve(path), outside.resolve("unmounted"));

    assertThat(world.survey().blocking()).singleElement().extracting(Finding::path).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "repositories"})
  @DisplayName("30: half a registry that is not mounted blocks")
  void halfARegistryThatIsNotMountedBlocks(String half) throws IOException {
    Files.move(root.resolve(half), outside.resolve(half));
    Files.createSymbolicLink(root.resolve(half), outside.resolve("unmounted"));

    assertThat(world.survey().blocking()).extracting(Finding::path).contains(half);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "repositories"})
  @DisplayName("30: half a registry may lie elsewhere")
  void halfARegistryMayLieElsewhere(String half) throws IOException {
    Files.move(root.resolve(half), outside.resolve(half));
    Files.createSymbolicLink(root.resolve(half), outside.resolve(half));

    assertThat(world.survey().findings()).isEmpty();
    assertThat(world.garbage()).containsExactly("X");
  }

  @Test
  @DisplayName("22: a symbolic link to itself blocks")
  void aLinkToItselfBlocks() throws IOException {
    Files.createSymbolicLink(root.resolve("repositories/self"), Path.of("self"));

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories/self");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir", "mkfifo", "ln -s nowhere"})
  @DisplayName(
      "23: a tag that is a folder, a pipe or a broken link blocks, and nothing waits for it")
  void aTagThatIsNoFileBlocks(String command) throws Exception {
    shell(command + " repositories/team/app/tag_odd");

    assertThat(world.survey().blocking())
        .singleElement()
        .extracting(Finding::path)
        .isEqualTo("repositories/team/app/tag_odd");
    assertThat(world.garbage()).isEmpty();
  }

  @Test
  @DisplayName("23: pipes in place of other files are damage, and nothing waits for them")
  void pipesInPlaceOfOtherFilesAreDamage() throws Exception {
    for (String file : List.of("ancestry", "_checksum", "_inprogress")) {
      Files.deleteIfExists(root.resolve(file("B", file)));
      shell("mkfifo " + file("B", file));
    }
    shell("rm repositories/team/app/_index_images && mkfifo repositories/team/app/_index_images");

    assertThat(world.validate(Layout.Depth.BYTES)).filteredOn(Finding::damage).hasSize(4);
    assertThat(world.live()).containsExactly("A", "B");
  }

  @Test
  void aPipeInPlaceOfALayerIsDamage() throws Exception {
    shell("rm %1$s && mkfifo %1$s".formatted(file("B", "layer")));

    assertThat(world.validate(Layout.Depth.BYTES)).filteredOn(Finding::damage).hasSize(1);
  }

  @Test
  @DisplayName("27: names may hold any bytes, and lead back to the file")
  void namesMayHoldAnyBytes() throws Exception {
    var names =
        List.of(
            "b%2Fc",
            "b%252Fc",
            "a+b",
            "a%2Bb",
            "%252E%252E",
            "e\u0301",
            "\u00e9",
            "\ud83d\udc33",
            "a b",
            "a\\nb",
            "x".repeat(200),
            "\\377\\376",
            "",
            "..");
    for (String name : names) {
      shell(
          "printf %s > \"$(printf 'repositories/team/app/tag_%s'; printf x)\""
              .formatted(id("X"), name.replace("%", "%%")));
    }

    var tags = world.survey().repositories().getFirst().tags();

    assertThat(tags).hasSize(names.size() + 1);
    assertThat(tags)
        .extracting(tag -> tag.name())
        .contains(
            "b%2Fcx", "e\u0301x", "\u00e9x", "\ud83d\udc33x", "a\nbx", "\udcff\udcfex", "..x");
    tags.forEach(
        tag -> {
          var item = new Item.Tag("team/app", tag.name());
          String path = new V1().path(item);
          assertThat(world.source().read(path, 100).found()).isPresent();
          assertThat(new V1().item(path)).contains(item);
        });
  }

  @Test
  @DisplayName("27: repositories and namespaces may have odd names, too")
  void repositoriesMayHaveOddNames() throws Exception {
    shell(
        "mkdir -p \"$(printf 'repositories/\\377/b%%%%252Fc')\" && printf %s > \"$(printf 'repositories/\\377/b%%%%252Fc/tag_v1')\""
            .formatted(id("X")));

    assertThat(world.tags()).isEqualTo(Map.of("team/app:v1", "B", "\udcff/b%252Fc:v1", "X"));
  }

  @Test
  @DisplayName("53: a sparse layer counts with its length")
  void aSparseLayerCountsWithItsLength() throws IOException {
    try (var layer = new RandomAccessFile(root.resolve(file("X", "layer")).toFile(), "rw")) {
      layer.setLength(9L << 30);
    }

    assertThat(world.bytes().get("X")).isGreaterThan(9L << 30);
  }

  @Test
  @DisplayName("53: a layer of two unneeded images that is one file counts once")
  void aLayerByHardLinksCountsOnce() throws IOException {
    world.image("Y");
    long before = all();
    large("X");
    linked("X", "Y");

    assertThat(all() - before).isBetween(LARGE - 1000, LARGE);
  }

  @Test
  @DisplayName("53: a layer that is one file with that of a needed image frees nothing")
  void aLayerByAHardLinkToANeededImageFreesNothing() throws IOException {
    large("B");
    linked("B", "X");

    assertThat(all()).isLessThan(LARGE);
  }

  private long all() {
    return world.bytes().values().stream().mapToLong(bytes -> bytes).sum();
  }

  private void large(String image) throws IOException {
    Files.write(root.resolve(file(image, "layer")), new byte[(int) LARGE]);
  }

  private void linked(String from, String to) throws IOException {
    Files.deleteIfExists(root.resolve(file(to, "layer")));
    Files.createLink(root.resolve(file(to, "layer")), root.resolve(file(from, "layer")));
  }

  private void shell(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
