// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How challenges are read.
class ChallengeTest {
  @Test
  void aBearerChallengeNamesItsTokenServer() {
    assertThat(
            all(
                "Bearer"
                    + " realm=\"https://auth.example/token\",service=\"r\",scope=\"a:b:pull,push\""))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://auth.example/token",
                    "service",
                    "r",
                    "scope",
                    "a:b:pull,push")));
  }

  @Test
  void severalChallengesMayStandInOneHeaderOrInSeveral() {
    assertThat(all("Basic realm=\"a, b\", Bearer realm=\"c\" , service=d", "Negotiate"))
        .extracting(Challenge::scheme)
        .containsExactly("basic", "bearer", "negotiate");
  }

  @Test
  void aTokenIsPreferredToAPassword() {
    assertThat(Challenge.best(headers("Basic realm=a", "Bearer realm=b")).orElseThrow().scheme())
        .isEqualTo(Challenge.BEARER);
    assertThat(Challenge.best(headers("Digest realm=a", "Basic realm=b")).orElseThrow().scheme())
        .isEqualTo(Challenge.BASIC);
    assertThat(Challenge.best(headers("Token")).orElseThrow().scheme()).isEqualTo("token");
    assertThat(Challenge.best(headers())).isEmpty();
  }

  @Test
  void quotedTextKeepsItsQuotes() {
    assertThat(all("Basic realm=\"a \\\"b\\\" c\"").getFirst().parameter("realm"))
        .isEqualTo("a \"b\" c");
  }

  @Test
  void nonsenseIsReadWithoutHarm() {
    assertThat(all("", ",,,", "=\"", "Basic realm=\"open", "\\\\".repeat(4000))).hasSizeLessThan(9);
    assertThat(all("x".repeat(100_000))).isEmpty();
    assertThat(all("Basic realm=\"" + "\\a".repeat(4000) + "\"")).hasSize(1);
  }

  private static List<Challenge> all(String... values) {
    return Challenge.all(headers(values));
  }

  private static HttpHeaders headers(String... values) {
    return HttpHeaders.of(Map.of("WWW-Authenticate", List.of(values)), (_, _) -> true);
  }
}
