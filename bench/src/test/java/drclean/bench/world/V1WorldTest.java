// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.bench.world.V1World.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V1WorldTest {
  private static final V1World WORLD = new V1World(7, 4, 40, new Images(60, 3));
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  @TempDir Path folder;
  private Written written = new Written(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    written = Written.of(WORLD, folder);
  }

  @Test
  void theCountsAreAsAsked() throws IOException {
    for (var name : List.of("json", "ancestry", "layer", "_checksum")) {
      assertThat(written.files("images/*/" + name)).hasSize(63);
    }
    assertThat(written.files("repositories/*/*/tag_*")).hasSize(40);
    assertThat(written.files("repositories/*/*/_index_images")).hasSize(4);
    assertThat(written.files("**")).hasSize(63 * 4 + 40 * 2 + 4);
  }

  @Test
  void tagsReachAllImagesBarTheLooseOnes() throws IOException {
    var reached = new HashSet<String>();
    for (var tag : written.files("repositories/*/*/tag_*")) {
      var chain = ancestry(Files.readString(tag));
      assertThat(chain).hasSize(8);
      reached.addAll(chain);
    }

    assertThat(reached).hasSize(60);
  }

  @Test
  void everyAncestryStartsWithItsImageAndGoesOnWithItsParents() throws IOException {
    for (var file : written.files("images/*/ancestry")) {
      var chain = ids(Files.readString(file));
      assertThat(file).endsWithRaw(Path.of(chain.getFirst(), "ancestry"));
      if (chain.size() > 1) {
        var parent = chain.get(1);
        assertThat(file.resolveSibling("json")).content().contains("\"parent\":\"" + parent + "\"");
        assertThat(chain.subList(1, chain.size())).isEqualTo(ancestry(parent));
      }
    }
  }

  @Test
  void everyChecksumIsThatOfJsonAndLayer() throws IOException {
    assertThat(written.files("images/*/_checksum"))
        .allSatisfy(
            sum -> {
              var json = Written.bytes(sum.resolveSibling("json"));
              var layer = Written.bytes(sum.resolveSibling("layer"));
              var hex = Content.sha256(json, "\n".getBytes(US_ASCII), layer);
              assertThat(sum).hasContent("[\"sha256:" + hex + "\"]");
            });
  }

  @Test
  void theIndexNamesTheImagesOfTheTags() throws IOException {
    for (var index : written.files("repositories/*/*/_index_images")) {
      var listed = Set.copyOf(ids(Files.readString(index)));
      assertThat(listed)
          .hasSize(15)
          .allSatisfy(id -> assertThat(folder.resolve("images").resolve(id)).exists());
    }
  }

  private List<String> ancestry(String id) throws IOException {
    return ids(Files.readString(folder.resolve("images").resolve(id).resolve("ancestry")));
  }

  private static List<String> ids(String text) {
    return ID.matcher(text).results().map(match -> match.group()).toList();
  }
}
