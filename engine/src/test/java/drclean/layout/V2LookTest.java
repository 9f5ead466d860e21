// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V2World.NOW;
import static drclean.layout.V2World.config;
import static drclean.layout.V2World.digest;
import static drclean.layout.V2World.image;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.registry.Repository;
import drclean.registry.Unneeded;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.DiskSource;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a closer look finds when everything is a candidate.
class V2LookTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Means MEANS =
      new Means(3, Memory.NONE, Means.Watch.NOBODY, Means.Pause.NONE);

  private final V2World world = new V2World();

  /// An inventory and the look at all of it.
  private record Looked(Inventory inventory, Look look) {
    boolean young(String content) {
      return look.youngBlobs().get(id(content));
    }

    boolean hollow(String content) {
      return look.hollow().get(id(content));
    }

    int id(String content) {
      return inventory.digests().find(digest(content));
    }

    long bytes(String content) {
      return inventory.sizes().get(id(content));
    }

    int layerPlace(int repository, String content) {
      int[] layers = inventory.repositories().get(repository).layers().digests();
      return java.util.stream.IntStream.range(0, layers.length)
          .filter(i -> layers[i] == id(content))
          .findFirst()
          .orElseThrow();
    }

    List<String> left() {
      return look.leftovers().stream().map(Look.Leftover::path).toList();
    }
  }

  private Looked look() {
    return look(world.inMemory(), world.inMemory());
  }

  private static Looked look(Source surveyed, Source looked) {
    var layout = new V2();
    Inventory inventory = layout.survey(surveyed, MEANS);
    List<Unneeded.Part> parts = inventory.repositories().stream().map(V2LookTest::all).toList();
    var unneeded = new Unneeded((BitSet) inventory.blobs().clone(), parts);
    var candidates = new Layout.Candidates(unneeded, NOW.minus(DAY), NOW.minus(WEEK));
    return new Looked(inventory, layout.look(looked, MEANS, inventory, candidates));
  }

  private static Unneeded.Part all(Repository repository) {
    Unneeded.Part part = Unneeded.Part.none();
    part.tags().set(0, repository.tags().size());
    part.manifests().set(0, repository.manifests().size());
    part.layers().set(0, repository.layers().size());
    return part;
  }

  @Test
  void whatIsOldIsNotYoungAndItsSizeIsKnown() {
    world.push("team/app:v1", "layer").age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.look().youngBlobs().isEmpty()).isTrue();
    assertThat(seen.look().youngParts()).allMatch(Unneeded.Part::isEmpty);
    assertThat(seen.bytes("layer")).isEqualTo(5);
    assertThat(seen.look().findings()).isEmpty();
  }

  @Test
  void whatWasJustPushedIsYoung() {
    world.push("team/app:v1", "layer");

    Looked seen = look();

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.young(image("layer"))).isTrue();
    assertThat(seen.look().youngParts().getFirst().tags().cardinality()).isEqualTo(1);
    assertThat(seen.look().youngParts().getFirst().manifests().cardinality()).isEqualTo(1);
    assertThat(seen.look().youngParts().getFirst().layers().cardinality()).isEqualTo(2);
  }

  @Test
  void aTimeInTheFutureIsYoung() {
    world
        .push("team/app:v1", "layer")
        .age(Duration.ofDays(2))
        .touch(world.data(digest("layer")), NOW.plus(WEEK));

    assertThat(look().young("layer")).isTrue();
  }

  @Test
  void aYoungLinkInOneRepositoryKeepsAnOldBlob() {
    world.push("a/app:v1", "layer").age(Duration.ofDays(2)).layer("b/app", "layer");

    Looked seen = look();

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.young(config("layer"))).isFalse();
    assertThat(seen.look().youngParts().get(0).layers().isEmpty()).isTrue();
    assertThat(seen.look().youngParts().get(1).layers().get(seen.layerPlace(1, "layer"))).isTrue();
  }

  @Test
  void aYoungManifestLinkKeepsAnOldManifest() {
    world.push("a/app", "layer").age(Duration.ofDays(2)).manifest("b/app", image("layer"));

    Looked seen = look();

    assertThat(seen.young(image("layer"))).isTrue();
    assertThat(seen.young("layer")).isFalse();
  }

  @Test
  void aYoungAliasKeepsTheContentBehindIt() {
    var alias = new Digest("sha512", "ab".repeat(64));
    world
        .push("a/app:v1", "layer")
        .age(Duration.ofDays(2))
        .link(new Item.LayerLink("b/app", alias), digest("layer"));

    assertThat(look().young("layer")).isTrue();
  }

  @Test
  void anOldEmptyBlobFolderIsHollow() {
    world.push("team/app:v1", "layer").lose("layer").age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.hollow("layer")).isTrue();
    assertThat(seen.young("layer")).isFalse();
    assertThat(seen.bytes("layer")).isZero();
  }

  @Test
  void aYoungEmptyBlobFolderStays() {
    world.push("team/app:v1", "layer").age(Duration.ofDays(2)).lose("layer");

    Looked seen = look();

    assertThat(seen.hollow("layer")).isFalse();
    assertThat(seen.young("layer")).isTrue();
  }

  @Test
  void aFolderOfOldDebrisLeavesWithIt() {
    String debris = world.path(new Item.Blob(digest("layer"))) + "/data.123.tmp";
    world.push("team/app:v1", "layer").lose("layer").put(debris, "half").age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.hollow("layer")).isFalse();
    assertThat(seen.young("layer")).isFalse();
    assertThat(seen.left()).isEmpty();
    assertThat(seen.bytes("layer")).isEqualTo(4);
  }

  @Test
  void youngDebrisKeepsItsFolder() {
    String debris = world.path(new Item.Blob(digest("layer"))) + "/data.123.tmp";
    world
        .push("team/app:v1", "layer")
        .lose("layer")
        .put(debris, "half")
        .age(Duration.ofDays(2))
        .touch(debris, NOW);

    Looked seen = look();

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.left()).isEmpty();
  }

  @Test
  void aStrangeFileWhereContentShouldBeKeepsTheFolder() {
    String strange = world.path(new Item.Blob(digest("layer"))) + "/README";
    world.push("team/app:v1", "layer").lose("layer").put(strange, "mine").age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.hollow("layer")).isFalse();
    assertThat(seen.look().findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(Finding.Kind.STRAY);
              assertThat(f.path()).isEqualTo(strange);
            });
  }

  @Test
  void anOldLayerLinkFolderWithoutItsLinkIsHollow() {
    world
        .push("team/app:v1", "layer")
        .unlink(new Item.LayerLink("team/app", digest("layer")))
        .age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.look().hollowParts().getFirst().layers().get(seen.layerPlace(0, "layer")))
        .isTrue();
    assertThat(seen.young("layer")).isFalse();
  }

  @Test
  void whatVanishedSinceTheSurveyIsNoCandidate() {
    world.push("team/app:v1", "layer").age(Duration.ofDays(2));
    var before = world.inMemory();
    world
        .removeTree(world.path(new Item.Blob(digest("layer"))))
        .removeTree(world.path(new Item.LayerLink("team/app", digest("layer"))));

    Looked seen = look(before, world.inMemory());

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.look().youngParts().getFirst().layers().get(seen.layerPlace(0, "layer")))
        .isTrue();
  }

  @Test
  void theFolderOfADeletedManifestIsALeftover() {
    var deleted = new Item.ManifestLink("team/app", digest(image("gone")));
    world
        .push("team/app", "gone")
        .push("team/app:v1", "layer")
        .unlink(deleted)
        .age(Duration.ofDays(2));

    Looked seen = look();

    assertThat(seen.left()).containsExactly(world.path(deleted));
    assertThat(seen.look().leftovers().getFirst().bytes()).isZero();
    assertThat(seen.look().leftovers().getFirst().item())
        .isEqualTo(new Item.Folder(world.path(deleted)));
  }

  @Test
  void theYoungFolderOfADeletedManifestStays() {
    var deleted = new Item.ManifestLink("team/app", digest(image("gone")));
    world.push("team/app", "gone").age(Duration.ofDays(2)).unlink(deleted);

    assertThat(look().left()).isEmpty();
  }

  @Test
  void anUploadIsStaleByItsNewestFile() {
    world
        .push("team/app:v1", "layer")
        .upload("team/app", "stale", "12345")
        .upload("team/app", "going-on", "123")
        .age(Duration.ofDays(8));
    String resumed = world.path(new Item.Upload("team/app", "going-on")) + "/hashstates/sha256/0";
    world.touch(resumed, NOW.minus(Duration.ofDays(6)));

    Look seen = look().look();

    assertThat(seen.leftovers())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.item()).isEqualTo(new Item.Upload("team/app", "stale"));
              assertThat(left.bytes()).isEqualTo(5 + 5 + NOW.toString().length());
              assertThat(left.newest()).isEqualTo(NOW.minus(Duration.ofDays(8)));
            });
  }

  @Test
  void theHistoryOfATagNamesTheManifestsThatLeave() {
    world
        .push("team/app:v1", "old")
        .push("team/app:v1", "new")
        .age(Duration.ofDays(2))
        .manifest("team/app", image("new"));

    assertThat(look().look().history())
        .containsExactly(new Item.History("team/app", "v1", digest(image("old"))));
  }

  @Test
  void whereTimesAreOfTwoSecondsWhatIsYoungerByTwoIsYoung() {
    world.push("team/app:v1", "layer").age(DAY.minusSeconds(2).minusMillis(1));

    Looked seen = look(new Coarse(world.inMemory()), new Coarse(world.inMemory()));

    assertThat(seen.young("layer")).isTrue();
    assertThat(seen.young(image("layer"))).isTrue();
  }

  @Test
  void whatHasTheFirstTimeOfAllIsOldAndTheLastIsYoung() {
    world
        .push("team/app:v1", "layer")
        .push("team/app:v2", "other")
        .age(Duration.ofDays(2))
        .touch(world.data(digest("layer")), Instant.EPOCH)
        .touch(world.data(digest("other")), Instant.parse("9999-01-01T00:00:00Z"));

    assertThat(look().young("layer")).isFalse();
    assertThat(look().young("other")).isTrue();
  }

  /// A source whose times are even seconds.
  private record Coarse(Source source) implements Source {
    private static Instant even(Instant time) {
      return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 2) * 2);
    }

    @Override
    public Answer<List<String>> list(String folder) {
      return source.list(folder);
    }

    @Override
    public Answer<Content> read(String path, int limit) {
      return source.read(path, limit).map(c -> new Content(c.bytes(), even(c.time())));
    }

    @Override
    public Answer<Stat> stat(String path) {
      return source.stat(path).map(s -> new Stat(s.kind(), s.size(), even(s.time())));
    }

    @Override
    public InputStream open(String path) throws IOException {
      return source.open(path);
    }
  }

  @Test
  void aDiskIsLookedAtLikeAMemory(@TempDir Path root) throws IOException {
    world
        .push("a/app:v1", "layer")
        .lose("layer")
        .upload("a/app", "stale", "12345")
        .age(Duration.ofDays(9))
        .layer("b/app", "other");
    world.onDisk(root);
    Looked memory = look();

    Looked disk = look(new DiskSource(root), new DiskSource(root));

    assertThat(disk.look().leftovers()).isEqualTo(memory.look().leftovers());
    assertThat(disk.hollow("layer")).isTrue();
    assertThat(disk.young("other")).isTrue();
  }

  private List<String> emptyFolders() {
    var layout = new V2();
    Source source = world.inMemory();
    Inventory inventory = layout.survey(source, MEANS);
    List<Unneeded.Part> parts =
        inventory.repositories().stream().map(_ -> Unneeded.Part.none()).toList();
    var unneeded = new Unneeded(new BitSet(), parts);
    Instant yesterday = NOW.minus(DAY);
    var candidates = new Layout.Candidates(unneeded, yesterday, yesterday, yesterday, Instant.MIN);
    return layout.look(source, MEANS, inventory, candidates).leftovers().stream()
        .filter(left -> left.item() instanceof Item.Folder)
        .map(left -> left.path().substring("docker/registry/v2/repositories/".length()))
        .toList();
  }

  private V2World emptied(String repository) {
    String folder = "docker/registry/v2/repositories/" + repository;
    return world
        .folder(folder + "/_layers/sha256")
        .folder(folder + "/_manifests/revisions/sha256")
        .folder(folder + "/_manifests/tags")
        .folder(folder + "/_uploads");
  }

  @Test
  void allFoldersOfAnEmptyRepositoryAreFoundWhenAskedFor() {
    emptied("old/tool").push("team/app:v1", "layer").age(Duration.ofDays(2));

    assertThat(look().left()).isEmpty();
    assertThat(emptyFolders())
        .containsExactlyInAnyOrder(
            "old",
            "old/tool",
            "old/tool/_layers",
            "old/tool/_layers/sha256",
            "old/tool/_manifests",
            "old/tool/_manifests/revisions",
            "old/tool/_manifests/revisions/sha256",
            "old/tool/_manifests/tags",
            "old/tool/_uploads");
  }

  @Test
  void aRepositoryWithANestedOneStays() {
    emptied("team").push("team/app:v1", "layer").age(Duration.ofDays(2));

    assertThat(emptyFolders()).isEmpty();
  }

  @Test
  void anEmptyRepositoryWithAYoungFolderStays() {
    emptied("old/tool").age(Duration.ofDays(2));
    world.folder("docker/registry/v2/repositories/old/tool/_uploads/id");

    assertThat(emptyFolders()).isEmpty();
  }

  @Test
  void anEmptyRepositoryWithAFileOfSomebodyElseStays() {
    emptied("old/tool").put("docker/registry/v2/repositories/old/tool/_layers/README", "mine");
    world.age(Duration.ofDays(2));

    assertThat(emptyFolders()).isEmpty();
  }
}
