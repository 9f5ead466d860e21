// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A manifest of a hundred thousand layers, cleaned by a process that may use little memory.
class LargeManifestTest {
  private static final int LAYERS = 100_000;
  private static final int TIMES = 50;
  private static final String HEAP = "-Xmx96m";

  @TempDir private Path folder;
  private final Images images = Images.oci(9);

  private static List<Content> layers() {
    var layers = new ArrayList<Content>();
    for (int i = 0; i < LAYERS / TIMES; i++) {
      layers.add(Content.of("application/vnd.oci.image.layer.v1.tar+gzip", "layer " + i));
    }
    return layers;
  }

  private String run(WrittenRegistry registry, String command, String... options) {
    var words = new ArrayList<>(List.of(command, registry.root().toString()));
    words.addAll(List.of(options));
    var end = Killed.within(HEAP, folder, words);
    assertThat(end.exit()).as(end.output()).isZero();
    return end.output();
  }

  @Test
  void itsLayersStayAndWhatNobodyNeedsGoes() {
    var registry = new WrittenRegistry(folder.resolve("registry"));
    var large = images.naming(TIMES, layers());
    var gone = images.image(1);
    assertThat(large.manifest().bytes()).hasSizeGreaterThan(10 << 20);
    registry.push(large, "team/large", "v1");
    registry.push(images.image(1), "team/app", "v1");
    registry.leave(gone, "team/app");
    registry.aged();

    assertThat(run(registry, "validate")).doesNotContain("damage");
    assertThat(run(registry, "report", "--format", "json")).contains("\"manifests\"");
    run(registry, "scrub", "--untagged", "--yes");

    assertThat(registry.blob(gone.layers().getFirst().digest())).doesNotExist();
    registry.requireWhole();
  }
}
