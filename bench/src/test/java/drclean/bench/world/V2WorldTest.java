// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.bench.world.V2World.Garbage;
import drclean.bench.world.V2World.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V2WorldTest {
  private static final V2World WORLD = V2World.of(7, new Live(3, 20, 10), new Garbage(4, 6));
  private static final String REPOSITORIES = "docker/registry/v2/repositories/*/*/";

  @TempDir Path folder;
  private Written written = new Written(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    written = Written.of(WORLD, folder);
  }

  @Test
  void everyBlobHashesToItsDigest() throws IOException {
    assertThat(written.files("docker/registry/v2/blobs/sha256/*/*/data"))
        .isNotEmpty()
        .allSatisfy(
            data -> {
              var hex = Content.sha256(Written.bytes(data));
              assertThat(data).endsWithRaw(Path.of(hex.substring(0, 2), hex, "data"));
            });
  }

  @Test
  void everyLinkHoldsTheDigestOfItsPath() throws IOException {
    var named = Pattern.compile(".*/sha256/([0-9a-f]{64})/link");
    assertThat(written.files(REPOSITORIES + "**/sha256/*/link"))
        .isNotEmpty()
        .allSatisfy(
            link -> {
              var matcher = named.matcher(link.toString());
              assertThat(matcher.matches()).isTrue();
              assertThat(link).hasContent("sha256:" + matcher.group(1));
            });
  }

  @Test
  void everyTagPointsAtAManifestOfItsHistory() throws IOException {
    assertThat(written.files(REPOSITORIES + "_manifests/tags/*/current/link"))
        .hasSize(10)
        .allSatisfy(
            link -> {
              var hex = Files.readString(link).substring("sha256:".length());
              var history = link.resolve("../../index/sha256").normalize();
              var revisions = link.resolve("../../../../revisions/sha256").normalize();
              assertThat(history.resolve(hex).resolve("link")).exists();
              assertThat(revisions.resolve(hex).resolve("link")).exists();
            });
  }

  @Test
  void theCountsAreAsAsked() throws IOException {
    assertThat(written.files("docker/registry/v2/blobs/sha256/*/*/data"))
        .hasSize(20 * 5 + 3 * 5 + 4 * 5 + 6)
        .hasSize(WORLD.blobs());
    assertThat(written.files(REPOSITORIES + "_manifests/revisions/sha256/*/link")).hasSize(20);
    assertThat(written.files(REPOSITORIES + "_manifests/tags/*/index/sha256/*/link")).hasSize(20);
    assertThat(written.files(REPOSITORIES + "_layers/sha256/*/link"))
        .hasSize(20 * 4 + 3 * 5 + 4 * 4);
    assertThat(written.files("**")).allMatch(f -> f.endsWith("link") || f.endsWith("data"));
  }

  @Test
  void everythingIsAsOldAsAsked() throws IOException {
    try (var all = Files.walk(folder)) {
      assertThat(all)
          .allSatisfy(
              p -> assertThat(Files.getLastModifiedTime(p).toInstant()).isEqualTo(Written.TIME));
    }
  }

  @Test
  void theSameSeedWritesTheSameBytesAndAnotherDoesNot(@TempDir Path twin, @TempDir Path other)
      throws IOException {
    assertThat(Written.of(WORLD, twin).digests()).isEqualTo(written.digests());
    assertThat(Written.of(V2World.of(8, new Live(3, 20, 10), new Garbage(4, 6)), other).digests())
        .isNotEqualTo(written.digests());
  }

  @Test
  void layersAreAsLargeAsAsked(@TempDir Path large) throws IOException {
    var layers =
        Written.of(WORLD.layerBytes(9_999), large)
            .files("docker/registry/v2/blobs/sha256/*/*/data");

    assertThat(layers)
        .filteredOn(data -> data.toFile().length() == 9_999)
        .hasSize(20 * 3 + 3 * 5 + 4 * 3 + 6);
  }
}
