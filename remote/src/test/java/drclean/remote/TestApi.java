// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// APIs as tests want them: nothing of the machine's own environment, and no waiting.
public final class TestApi {
  /// A name, and the password that goes with it.
  public static final String USER = "somebody";

  /// The password.
  public static final String PASSWORD = "open sesame";

  /// The same as a server keeps it.
  public static final String HTPASSWD =
      USER + ":$2b$04$3U8rXZlCax5.W7QLUtyRnOJdTYEvRPLkG6BkaSOkaf98/byyvz5yi\n";

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
