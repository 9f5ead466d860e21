// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.bench.world.V2World.Garbage;
import drclean.bench.world.V2World.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's docker-registry, which must be installed, takes the written world for its own.
class RegistryReadsWorldTest {
  private static final V2World WORLD = V2World.of(7, new Live(3, 20, 10), new Garbage(4, 6));

  @Test
  void theRegistrysOwnCollectorFindsTheGarbage(@TempDir Path folder) throws Exception {
    Written.of(WORLD, folder);

    assertThat(collect(folder, "--dry-run"))
        .contains("115 blobs marked, 26 blobs and 0 manifests eligible for deletion");
  }

  @Test
  void theRegistrysOwnCollectorFindsTheUntaggedManifests(@TempDir Path folder) throws Exception {
    Written.of(WORLD, folder);

    assertThat(collect(folder, "--dry-run", "--delete-untagged"))
        .contains("65 blobs marked, 76 blobs and 10 manifests eligible for deletion");
  }

  private static String collect(Path root, String... options)
      throws IOException, InterruptedException {
    var config = Files.writeString(root.resolve("config.yml"), config(root));
    var words = new ArrayList<>(List.of("docker-registry", "garbage-collect"));
    words.addAll(List.of(options));
    words.add(config.toString());
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String config(Path root) {
    return """
    version: 0.1
    storage:
      filesystem:
        rootdirectory: "%s"
    """
        .formatted(root);
  }
}
