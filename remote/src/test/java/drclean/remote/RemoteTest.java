// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.remote.Remote.Reached;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What answers at an address.
class RemoteTest {
  private static final Said NO = Said.of(404, "<html>");

  @Test
  void theSecondApiIsRecognised() {
    assertThat(at(_ -> Said.json("{}"))).isInstanceOf(Reached.Second.class);
    assertThat(at(_ -> Said.of(401, "{}", "Docker-Distribution-Api-Version: registry/2.0")))
        .isInstanceOf(Reached.Second.class);
    assertThat(at(_ -> Said.of(401, "{}", "WWW-Authenticate: Basic realm=r")))
        .isInstanceOf(Reached.Second.class);
  }

  @Test
  void theFirstApiIsRecognised() {
    assertThat(at(seen -> seen.path().equals("/v1/_ping") ? Said.json("true") : NO))
        .isInstanceOf(Reached.First.class);
    assertThat(
            at(
                seen ->
                    seen.path().equals("/v1/_ping")
                        ? Said.json("{}")
                        : Said.of(401, "<html>", "WWW-Authenticate: Basic realm=Restricted")))
        .isInstanceOf(Reached.First.class);
  }

  @Test
  void whatIsNoRegistryIsNamed() {
    assertThat(at(_ -> NO))
        .isInstanceOfSatisfying(
            Reached.Nowhere.class, it -> assertThat(it.why()).contains("no registry", "404"));
    assertThat(at(_ -> Said.nothing())).isInstanceOf(Reached.Nowhere.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:", "localhost:"})
  void aBareNameOfThisMachineIsAskedByHttpAfterHttps(String host) {
    try (var registry = StandIn.plain(_ -> Said.json("{}"));
        var reached =
            Remote.reach(
                host + registry.address().replaceFirst(".*:", ""),
                TestApi.settings(),
                TestApi.NOBODY)) {
      assertThat(reached)
          .isInstanceOfSatisfying(
              Reached.Second.class,
              it -> assertThat(it.api().address().scheme()).isEqualTo("http"));
    }
  }

  @Test
  void noLoginIsSentToFindOut() {
    try (var registry = StandIn.plain(_ -> Said.of(401, "", "WWW-Authenticate: Basic realm=r"));
        var reached = Remote.reach(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      assertThat(reached).isInstanceOf(Reached.Second.class);
      assertThat(registry.seen()).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  private static Reached at(Function<StandIn.Seen, Said> script) {
    try (var registry = StandIn.plain(script);
        var reached = Remote.reach(registry.address(), TestApi.settings(), TestApi.NOBODY)) {
      return reached;
    }
  }
}
