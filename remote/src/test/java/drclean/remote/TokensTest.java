// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens: asked for, remembered, renewed.
class TokensTest {
  private static final String APP = "team/app";

  private final FakePause pause = new FakePause();
  private final Settings settings = TestApi.settings().withPause(pause);
  private final AtomicInteger given = new AtomicInteger();
  private final List<String> good = Collections.synchronizedList(new ArrayList<>());

  /// Gives `t1`, `t2`, … for a minute each.
  private Said tokens(StandIn.Seen seen) {
    String token = "token" + given.incrementAndGet();
    good.add(token);
    return Said.json("{\"access_token\":\"%s\",\"expires_in\":60}".formatted(token));
  }

  private Function<StandIn.Seen, Said> registry(StandIn tokens) {
    return seen ->
        good.contains(seen.header("Authorization").replace("Bearer ", ""))
            ? Said.json("{\"tags\":[\"v1\"]}")
            : Said.of(
                401,
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}",
                "WWW-Authenticate: Bearer realm=\"%s/token?a=b\",service=\"my registry\",scope=\"repository:team/app:pull\""
                    .formatted(tokens.address()));
  }

  @Test
  void aTokenServesUntilItExpires() {
    try (var tokens = StandIn.plain(this::tokens);
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, TestApi.NOBODY)) {
      api.tags(APP);
      api.tags(APP);
      pause.pass(Duration.ofSeconds(55));
      api.tags(APP);

      assertThat(tokens.lines())
          .hasSize(2)
          .containsOnly("GET /token?a=b&service=my+registry&scope=repository%3Ateam%2Fapp%3Apull");
      assertThat(registry.seen()).hasSize(4);
      assertThat(api.requests()).containsEntry(Kind.TOKEN, 2L);
    }
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnce() {
    try (var tokens = StandIn.plain(this::tokens);
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, TestApi.NOBODY)) {
      api.tags(APP);
      good.clear();

      assertThat(api.tags(APP).found()).isPresent();
      assertThat(tokens.seen()).hasSize(2);
    }
  }

  @Test
  void aTokenThatNeverSufficesIsNotRenewedForEver() {
    Function<StandIn.Seen, Said> worthless = _ -> Said.json("{\"token\":\"worthless\"}");
    try (var tokens = StandIn.plain(worthless);
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, TestApi.NOBODY)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Denied.class);
      assertThat(tokens.seen()).hasSize(1);
      assertThat(registry.seen()).hasSize(2);
    }
  }

  @Test
  void anIdentityTokenIsPosted() {
    try (var tokens = StandIn.plain(this::tokens);
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, identity())) {
      assertThat(api.tags(APP).found()).isPresent();
      assertThat(tokens.lines()).containsExactly("POST /token?a=b");
      assertThat(tokens.seen().getFirst().content())
          .contains("grant_type=refresh_token", "refresh_token=iden%2Ftity", "client_id=dr-clean");
      assertThat(tokens.seen().getFirst().header("Content-Type"))
          .isEqualTo("application/x-www-form-urlencoded");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void whereNothingCanBePostedItIsAskedFor(int status) {
    Function<StandIn.Seen, Said> script =
        seen -> seen.method().equals("POST") ? Said.of(status, "") : tokens(seen);
    try (var tokens = StandIn.plain(script);
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, identity())) {
      assertThat(api.tags(APP).found()).isPresent();
      assertThat(tokens.seen().getLast().header("Authorization"))
          .isEqualTo(Secret.of("iden/tity").basic("<token>").reveal());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"token\":\"\"}",
        "{\"token\":\"a\\nEvil: b\"}",
        "{\"token\":{}}",
        "<html>"
      })
  void whatIsNoTokenIsNotUsed(String content) {
    try (var tokens = StandIn.plain(_ -> Said.json(content));
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, TestApi.NOBODY)) {
      assertThat(Why.of(api.tags(APP))).contains("it gives no token");
      assertThat(registry.seen()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://host/", "/token", "::bad::", "file:///etc/passwd"})
  void whatIsNoTokenServerIsNotAsked(String realm) {
    try (var registry =
            StandIn.plain(
                _ -> Said.of(401, "", "WWW-Authenticate: Bearer realm=\"" + realm + "\""));
        var api = TestApi.v2(registry.address(), settings, TestApi.SOMEBODY)) {
      assertThat(Why.of(api.tags(APP))).contains("names no token server");
    }
  }

  @Test
  void aTokenServerThatFailsMayBeBackLater() {
    try (var tokens = StandIn.plain(_ -> Said.of(500, ""));
        var registry = StandIn.plain(registry(tokens));
        var api = TestApi.v2(registry.address(), settings, TestApi.NOBODY)) {
      assertThat(Why.of(api.tags(APP))).contains("the token server", "500");
      assertThat(api.tags(APP)).isInstanceOf(Answer.Failed.class);
    }
  }

  private static Credentials identity() {
    return Credentials.of(
        Optional.of(new Login.IdentityToken(Secret.of("iden/tity"))),
        new Surroundings(Map.of(), Path.of("/nonexistent"), Path.of("/nonexistent")));
  }
}
