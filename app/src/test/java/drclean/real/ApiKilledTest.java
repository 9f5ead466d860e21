// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.real.RealRegistry.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real process is killed by SIGKILL in the middle of an untag through the API: what it removed
/// so far is given back.
class ApiKilledTest {
  private static final String APP = "team/app";
  private static final int BUILDS = 12;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void anUntagThatIsKilledIsGivenBackWhole(int victim) throws IOException {
    try (var registry = RealRegistry.start(folder, Cache.NONE)) {
      Map<String, Image> all = pushed(registry);
      var api =
          new ThroughApi(registry.client().base().toString(), folder).policy(ThroughApi.BUILDS);
      Path tag = registry.repository(APP).resolve("_manifests/tags/b" + victim + "/current/link");

      var end = Killed.when(() -> !Files.exists(tag), folder, api.untagWords("--dummy-manifest"));

      assertThat(end.exit()).as(end.output()).isEqualTo(Killed.BY_SIGKILL);
      assertThat(registry.client().tags(APP)).hasSizeLessThan(all.size());
      try (Stream<Path> files = Files.walk(api.state())) {
        assertThat(files.map(Path::getFileName).map(Path::toString)).contains("plan.jsonl");
      }

      api.typed(0, "restore");

      assertThat(registry.client().tags(APP)).containsExactlyInAnyOrderElementsOf(all.keySet());
      all.forEach(
          (name, image) ->
              assertThat(registry.client().pull(APP, name)).as(name).isEqualTo(Pulled.of(image)));
    }
  }

  /// Builds of which every other one has a second name that stays.
  private static Map<String, Image> pushed(RealRegistry registry) {
    var images = Images.oci(43);
    var all = new LinkedHashMap<String, Image>();
    for (int i = 0; i < BUILDS; i++) {
      Image image = images.image(1);
      for (String tag : i % 2 == 0 ? List.of("b" + i) : List.of("b" + i, "kept" + i)) {
        registry.client().push(image, APP, tag);
        all.put(tag, image);
      }
    }
    return all;
  }
}
