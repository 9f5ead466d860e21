// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// APIs as tests want them: nothing of the machine's own environment, and no waiting.
final class TestApi {
  static final String USER = "somebody";
  static final String PASSWORD = "open sesame";
  static final Credentials NOBODY = credentials(Optional.empty());
  static final Credentials SOMEBODY =
      credentials(Optional.of(new Login.Password(USER, Secret.of(PASSWORD))));

  private TestApi() {}

  private static Credentials credentials(Optional<Login> login) {
    return Credentials.of(
        login, new Surroundings(Map.of(), Path.of("/nonexistent"), Path.of("/nonexistent")));
  }

  static Settings settings() {
    return Settings.usual(Proxies.of(Map.of()))
        .withPause(new FakePause())
        .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  static V2Api v2(String address) {
    return v2(address, settings(), NOBODY);
  }

  static V2Api v2(String address, Settings settings, Credentials credentials) {
    return new V2Api(new Session(Address.parse(address).getFirst(), settings, credentials));
  }
}
