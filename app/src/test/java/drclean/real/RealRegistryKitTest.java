// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static drclean.real.RealRegistry.Collect.DELETE_UNTAGGED;
import static drclean.real.RealRegistry.Collect.DRY_RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kit itself: what is pushed in any way comes back, and the server's collector is understood.
class RealRegistryKitTest {
  private static final String APP = "team/app";
  private static final String BASE = "base";

  private final Images images = Images.oci(1);

  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;
  private Client client;

  @BeforeEach
  void start() {
    registry = RealRegistry.start(folder, RealRegistry.Cache.NONE);
    client = registry.client();
  }

  @Test
  void anImagePushedBySkopeoComesBackWhole() {
    var image = images.image(3);

    registry.skopeo().push(image, APP, "v1");

    assertThat(client.pull(APP, "v1")).isEqualTo(Pulled.of(image));
  }

  @Test
  void aDockerImagePushedBySkopeoComesBackWhole() {
    var image = Images.docker(2).image(2);

    registry.skopeo().push(image, APP, "v1");

    assertThat(client.pull(APP, "v1")).isEqualTo(Pulled.of(image));
  }

  @Test
  void anImagePushedByTheClientComesBackWhole() {
    var image = images.image(2);

    client.push(image, APP, "v1");

    assertThat(client.pull(APP, image.digest())).isEqualTo(Pulled.of(image));
    assertThat(client.tags(APP)).containsExactly("v1");
  }

  @Test
  void anIndexPushedBySkopeoComesBackWithItsChildren() {
    var index = images.index(images.image(2), images.image(1));

    registry.skopeo().push(index, APP, "multi");

    assertThat(client.pull(APP, "multi")).isEqualTo(Pulled.of(index));
    assertThat(client.pull(APP, "multi").contents()).hasSize(8);
  }

  @Test
  void aDockerListPushedBySkopeoComesBackWithItsChildren() {
    var docker = Images.docker(3);
    var list = docker.index(docker.image(1), docker.image(1));

    registry.skopeo().push(list, APP, "multi");

    assertThat(client.pull(APP, "multi")).isEqualTo(Pulled.of(list));
  }

  @Test
  void aLayerSharedByTwoRepositoriesStaysWhenOneImageIsDeleted() {
    var base = images.image(2);
    var app = images.image(List.of(base.layers().getFirst(), images.layer(100)));
    registry.skopeo().push(base, BASE, "v1");
    registry.skopeo().push(app, APP, "v1");

    client.deleteManifest(APP, app.digest());

    var own = List.of(app.digest(), app.config().digest(), app.layers().getLast().digest());
    assertThat(registry.garbageCollect(DRY_RUN).blobs()).containsExactlyInAnyOrderElementsOf(own);
    assertThat(client.getManifest(APP, "v1").status()).isEqualTo(404);
    assertThat(client.pull(BASE, "v1")).isEqualTo(Pulled.of(base));
  }

  @Test
  void aMountedBlobIsLinkedInBothRepositories() {
    var layer = images.layer(1000);
    client.uploadBlob(BASE, layer);

    client.mount(APP, BASE, layer.digest());

    assertThat(client.blob(APP, layer.digest())).isEqualTo(layer.bytes());
    var link = "_layers/sha256/" + layer.hex() + "/link";
    assertThat(registry.repository(APP).resolve(link)).hasContent(layer.digest());
    assertThat(registry.repository(BASE).resolve(link)).hasContent(layer.digest());
  }

  @Test
  void aMovedTagLeavesAnUntaggedManifest() {
    var old = images.image(1);
    var current = images.image(1);
    client.push(old, APP, "latest");

    client.push(current, APP, "latest");

    assertThat(registry.garbageCollect(DRY_RUN).blobs()).isEmpty();
    var untagged = registry.garbageCollect(DRY_RUN, DELETE_UNTAGGED);
    assertThat(untagged.manifests()).containsExactly(old.digest());
    assertThat(untagged.blobs()).containsExactlyInAnyOrderElementsOf(old.digests());
    assertThat(client.pull(APP, old.digest())).isEqualTo(Pulled.of(old));
  }

  @Test
  void thisServersCollectorTakesTheChildrenOfATaggedIndexForUntagged() {
    var index = images.index(images.image(1), images.image(1));
    client.push(index, APP, "multi");

    var collected = registry.garbageCollect(DRY_RUN, DELETE_UNTAGGED);

    var children = index.children().stream().map(Image::digest).toList();
    assertThat(collected.manifests()).containsExactlyInAnyOrderElementsOf(children);
  }

  @Test
  void anInterruptedUploadStaysOnDiskAndIsNoBlob() {
    client.push(images.image(1), APP, "v1");
    var bytes = images.layer(2000).bytes();

    var upload = client.leaveUpload(APP, bytes);

    var folder = registry.repository(APP).resolve("_uploads").resolve(upload);
    assertThat(folder.resolve("data")).hasBinaryContent(bytes);
    assertThat(folder.resolve("startedat")).exists();
    assertThat(registry.garbageCollect(DRY_RUN).blobs()).isEmpty();
  }

  @Test
  void theRealCollectionDeletesWhatTheDryRunListed() {
    var gone = images.image(2);
    client.push(gone, APP, "gone");
    client.push(images.image(1), APP, "stays");
    client.deleteManifest(APP, gone.digest());
    var listed = registry.garbageCollect(DRY_RUN);
    assertThat(listed.blobs()).allSatisfy(digest -> assertThat(registry.blob(digest)).exists());

    assertThat(registry.garbageCollect()).isEqualTo(listed);

    assertThat(listed.blobs())
        .hasSize(4)
        .allSatisfy(digest -> assertThat(registry.blob(digest)).doesNotExist());
  }

  @Test
  void aPullFailsWhenABlobIsMissing() throws Exception {
    var image = images.image(1);
    client.push(image, APP, "v1");

    Files.delete(registry.blob(image.layers().getFirst().digest()).resolve("data"));

    assertThatThrownBy(() -> client.pull(APP, "v1")).hasMessageContaining("answered 404");
  }

  @Test
  void aPullFailsWhenABlobIsCorrupt() throws Exception {
    var image = images.image(1);
    client.push(image, APP, "v1");

    Files.writeString(registry.blob(image.layers().getFirst().digest()).resolve("data"), "torn");

    assertThatThrownBy(() -> client.pull(APP, "v1")).hasMessageContaining("asked for sha256:");
  }

  @Test
  void theSameFolderIsServedAgainWithACacheThatRemembersLostBlobs() throws Exception {
    var layer = images.layer(10);
    client.uploadBlob(APP, layer);
    registry.close();
    registry = RealRegistry.start(folder, RealRegistry.Cache.INMEMORY);
    assertThat(registry.client().headBlob(APP, layer.digest()).status()).isEqualTo(200);

    Files.delete(registry.blob(layer.digest()).resolve("data"));

    assertThat(registry.client().headBlob(APP, layer.digest()).status()).isEqualTo(200);
  }

  @Test
  void withoutACacheALostBlobIsMissedAtOnce() throws Exception {
    var layer = images.layer(10);
    client.uploadBlob(APP, layer);
    assertThat(client.headBlob(APP, layer.digest()).status()).isEqualTo(200);

    Files.delete(registry.blob(layer.digest()).resolve("data"));

    assertThat(client.headBlob(APP, layer.digest()).status()).isEqualTo(404);
  }

  @Test
  void aClosedRegistryNoLongerAnswers() {
    var address = client.base();

    registry.close();

    try (var late = new Client(address)) {
      assertThatThrownBy(late::ping).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void theSameSeedGivesTheSameDigests() {
    assertThat(Images.oci(7).image(3)).isEqualTo(Images.oci(7).image(3));
    assertThat(Images.oci(7).image(3)).isNotEqualTo(Images.oci(8).image(3));
  }

  @Test
  void aMissingProgramFailsWithTheWayToInstallIt() {
    assertThatThrownBy(() -> Tool.onPath("docker-registry", folder.toString()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sudo apt-get install docker-registry");
  }
}
