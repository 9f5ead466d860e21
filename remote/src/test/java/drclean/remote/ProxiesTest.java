// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Through what proxy a place is reached.
class ProxiesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HTTPS_PROXY", "http://proxy.example:3128",
          "http_proxy", "other.example:80",
          "NO_PROXY", "inside.example, .dotted.example,10.0.0.1,port.example:5000,*.star.example");

  @ParameterizedTest
  @CsvSource({
    "https://registry.example/v2/,proxy.example/<unresolved>:3128",
    "http://registry.example/v2/,other.example/<unresolved>:80",
    "https://notinside.example/,proxy.example/<unresolved>:3128",
    "https://port.example/,proxy.example/<unresolved>:3128",
    "https://inside.example/,",
    "https://deep.inside.example/,",
    "https://a.dotted.example/,",
    "https://a.star.example/,",
    "https://10.0.0.1/,",
    "https://port.example:5000/,",
    "https://localhost:5000/,",
    "http://127.0.0.1/,",
    "https://[::1]/,",
  })
  void theEnvironmentSaysWhich(String uri, String address) {
    var proxy = Proxies.of(ENVIRONMENT).select(URI.create(uri)).getFirst();

    assertThat(Optional.ofNullable(proxy.address()).map(Object::toString))
        .isEqualTo(Optional.ofNullable(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy:1080", "http://", "a b", "http://me:sesame@proxy:80"})
  void whatIsNoProxyIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", text)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void aRequestGoesThroughTheProxy() {
    try (var proxy = StandIn.plain(_ -> Said.json("{\"tags\":[\"v1\"]}"));
        var api =
            TestApi.v2(
                "http://registry.invalid",
                Settings.usual(Proxies.of(Map.of("HTTP_PROXY", proxy.address())))
                    .withPause(new FakePause()),
                TestApi.NOBODY)) {
      assertThat(api.tags("team/app").found().orElseThrow().entries()).containsExactly("v1");
      assertThat(proxy.lines())
          .isEqualTo(List.of("GET http://registry.invalid/v2/team/app/tags/list?n=1000"));
    }
  }
}
