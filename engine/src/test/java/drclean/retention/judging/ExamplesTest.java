// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.retention.reading.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"builds", "releases", "pull-requests", "original"})
  void anExampleDoesWhatItSays(String name) throws IOException {
    var policy = PolicyText.read(name + ".yaml", text(name)).orRefuse();

    List<Rehearsal.Failure> failures = Rehearsal.run(policy);

    assertThat(policy.examples()).isNotEmpty();
    assertThat(failures).extracting(Rehearsal.Failure::words).isEmpty();
  }

  static String text(String name) throws IOException {
    try (InputStream text =
        PolicyText.class.getResourceAsStream("/drclean/retention/examples/" + name + ".yaml")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
