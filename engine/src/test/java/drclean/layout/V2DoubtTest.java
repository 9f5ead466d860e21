// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V2World.digest;
import static drclean.layout.V2World.image;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.plan.Mark;
import drclean.plan.Scope.Keep;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository.Whole;
import drclean.registry.Unneeded;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.MemoryStorage;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a survey makes of what it cannot see.
class V2DoubtTest {
  private static final String FIRST_SCHEMA =
      "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":\"%s\"}]}".formatted(digest("old layer"));

  private final V2World world = new V2World();

  /// A source in which one path is closed to the reader.
  private record Closed(MemoryStorage storage, String path) implements Source {
    private boolean at(String asked) {
      return asked.equals(path) || asked.startsWith(path + "/");
    }

    @Override
    public Answer<List<String>> list(String folder) {
      return at(folder) ? new Answer.Unreadable<>("closed") : storage.list(folder);
    }

    @Override
    public Answer<Content> read(String file, int limit) {
      return at(file) ? new Answer.Unreadable<>("closed") : storage.read(file, limit);
    }

    @Override
    public Answer<Stat> stat(String asked) {
      boolean within = at(asked) && !asked.equals(path);
      return within ? new Answer.Unreadable<>("closed") : storage.stat(asked);
    }

    @Override
    public InputStream open(String file) throws IOException {
      return storage.open(file);
    }
  }

  private static Inventory survey(Source source) {
    return new V2().survey(source, Means.plain());
  }

  private Inventory closed(String path) {
    return survey(new Closed(world.inMemory(), path));
  }

  private static boolean there(Inventory inventory, String content) {
    int id = inventory.digests().find(digest(content));
    return id >= 0 && inventory.blobs().get(id);
  }

  private static boolean unneeded(Inventory inventory, Keep keep, String content) {
    Unneeded unneeded = Mark.of(inventory, keep, Optional.empty());
    return unneeded.blobs().get(inventory.digests().find(digest(content)));
  }

  private String signatures(String signature) {
    String folder =
        world.path(new Item.ManifestLink("team/app", digest(FIRST_SCHEMA))) + "/signatures";
    world.layer("team/app", "old layer").manifest("team/app:v1", FIRST_SCHEMA).blob(signature);
    world.put(
        folder + "/sha256/" + digest(signature).hex() + "/link", digest(signature).toString());
    return folder;
  }

  @Test
  void aFolderOfSignaturesThatCannotBeReadForbidsAnyPlan() {
    String folder = signatures("signature");

    Inventory inventory = closed(folder);

    assertThat(inventory.blocking()).extracting(Finding::path).containsExactly(folder);
  }

  @Test
  void theSignaturesOfAManifestThatIsTornAreNeeded() {
    signatures("signature");
    world.put(world.data(digest(FIRST_SCHEMA)), "");

    assertThat(unneeded(survey(world.inMemory()), Keep.LINKED, "signature")).isFalse();
  }

  @Test
  void aLinkedManifestWhoseFolderIsGoneProtectsAsOneWhoseFileIsGone() {
    world.push("team/app", "layer").push("team/app:v2", "other layer");
    world.removeTree(world.path(new Item.Blob(digest(image("layer")))));

    Inventory inventory = survey(world.inMemory());

    assertThat(unneeded(inventory, Keep.TAGGED, "layer")).isFalse();
    assertThat(Mark.of(inventory, Keep.TAGGED, Optional.empty()).parts().getFirst().isEmpty())
        .isTrue();
  }

  @Test
  void aTagWhoseHistoryCannotBeReadAndThatHasNoTargetProtects() {
    String tag = world.path(new Item.Tag("team/app", "v1"));
    world.push("team/app:v1", "layer").removeTree(tag + "/current");

    Inventory inventory = closed(tag + "/index");

    assertThat(inventory.repositories().getFirst().whole()).isEqualTo(Whole.DAMAGED);
    assertThat(inventory.findings())
        .filteredOn(finding -> finding.effect() == Finding.Effect.PROTECTS)
        .extracting(Finding::path)
        .containsExactly(tag + "/index");
    assertThat(unneeded(inventory, Keep.TAGGED, "layer")).isFalse();
  }

  @Test
  void aFileAmongTheTagsIsNoTag() {
    String file = world.path(new Item.Tag("team/app", ".DS_Store"));
    world.push("team/app:v1", "layer").put(file, "");

    Inventory inventory = closed(file + "/index");

    assertThat(inventory.repositories().getFirst().whole()).isEqualTo(Whole.YES);
  }

  @Test
  void contentInTheWrongShardIsNotThere() {
    Digest layer = digest("layer");
    String wrong = V2.BASE + "/blobs/sha256/" + (layer.hex().startsWith("00") ? "01" : "00");
    world.push("team/app:v1", "layer").removeTree(world.path(new Item.Blob(layer)));
    world.put(wrong + "/" + layer.hex() + "/data", "layer");

    Inventory inventory = survey(world.inMemory());

    assertThat(there(inventory, "layer")).isFalse();
    assertThat(inventory.findings())
        .extracting(Finding::kind, Finding::path)
        .contains(
            org.assertj.core.groups.Tuple.tuple(Finding.Kind.STRAY, wrong + "/" + layer.hex()));
  }
}
