// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.remote.LiveRegistry.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The second API, spoken with Debian's registry server.
class V2RealTest {
  private static final TinyImage ONE = new TinyImage("one");
  private static final TinyImage TWO = new TinyImage("two");

  @TempDir private Path folder;

  @Test
  void whatSkopeoPushedIsListedAndRead() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, "team/app:v1");
      registry.push(TWO, "team/app:v2");

      assertThat(api.repositories())
          .isEqualTo(new Answer.Found<>(new Listing<>(List.of("team/app"), Optional.empty())));
      assertThat(api.tags("team/app"))
          .isEqualTo(new Answer.Found<>(new Listing<>(List.of("v1", "v2"), Optional.empty())));
      assertThat(api.head("team/app", "v1"))
          .isEqualTo(
              new Answer.Found<>(new Head(ONE.digest(), TinyImage.TYPE, ONE.manifest().length)));
      assertThat(api.manifest("team/app", TWO.digest().toString()))
          .isEqualTo(new Answer.Found<>(TWO.stored()));
      assertThat(api.requests())
          .containsOnly(Map.entry(Call.Kind.LIST, 2L), Map.entry(Call.Kind.MANIFEST, 2L));
    }
  }
}
