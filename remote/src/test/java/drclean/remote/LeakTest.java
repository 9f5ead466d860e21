// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A secret goes to the one who asked for it, where nobody else can read it, and nowhere else.
class LeakTest {
  private static final String APP = "team/app";
  private static final TinyImage ONE = new TinyImage("one");
  private static final String BASIC =
      Base64.getEncoder().encodeToString((TestApi.USER + ":" + TestApi.PASSWORD).getBytes(UTF_8));
  private static final String TOKEN = "dG9rZW4gb2YgYSB0ZXN0";
  private static final Said WHO = Said.of(401, "", "WWW-Authenticate: Basic realm=\"r\"");

  @TempDir private static Path keys;
  private static TestCertificate certificate;

  @BeforeAll
  static void certified() {
    certificate = TestCertificate.make(keys);
  }

  @Test
  void aRedirectTakesNoLoginToAnotherHost() {
    try (var other = StandIn.plain(_ -> Said.manifest(ONE));
        var registry =
            StandIn.plain(
                asking(
                    seen -> Said.of(307, "", "Location: " + other.otherName() + seen.target())));
        var api = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      assertThat(api.manifest(APP, "v1").found()).isPresent();
      assertThat(api.head(APP, ONE.digest().toString()).found()).isPresent();

      assertThat(registry.seen()).anyMatch(seen -> seen.header("Authorization").contains(BASIC));
      assertThat(other.seen()).hasSize(2).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  @Test
  void aRedirectTakesNoTokenToAnotherHost() {
    try (var other = StandIn.plain(_ -> Said.manifest(ONE));
        var tokens = StandIn.plain(_ -> Said.json("{\"token\":\"" + TOKEN + "\"}"));
        var registry =
            StandIn.plain(
                bearing(
                    tokens,
                    seen -> Said.of(307, "", "Location: " + other.address() + seen.target())));
        var api = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      assertThat(api.manifest(APP, "v1").found()).isPresent();

      assertThat(tokens.seen())
          .hasSize(1)
          .allMatch(seen -> seen.header("Authorization").contains(BASIC));
      assertThat(registry.seen()).noneMatch(seen -> seen.header("Authorization").contains(BASIC));
      assertThat(other.seen()).hasSize(1).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  @Test
  void encryptionIsNotLeftByARedirect() {
    try (var other = StandIn.plain(_ -> Said.manifest(ONE));
        var registry =
            StandIn.tls(
                certificate,
                seen -> Said.of(307, "", "Location: " + other.address() + seen.target()));
        var api = TestApi.v2(registry.address(), trusting(), TestApi.SOMEBODY)) {
      assertThat(api.manifest(APP, "v1")).isInstanceOf(Answer.Failed.class);
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void aPageOfAListingTakesNoLoginToAnotherHost() {
    try (var other = StandIn.plain(_ -> Said.json("{\"tags\":[\"stolen\"]}"));
        var registry =
            StandIn.plain(
                asking(
                    _ ->
                        Said.json(
                            "{\"tags\":[\"v1\"]}",
                            "Link: <" + other.otherName() + "/?n=1>; rel=next")));
        var api = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      assertThat(api.tags(APP).found().orElseThrow().entries()).containsExactly("v1");
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void overPlainHttpALoginIsSentOnlyWhenAllowed() {
    try (var proxy = StandIn.plain(asking(_ -> Said.json("{\"tags\":[\"v1\"]}")));
        var careful = TestApi.v2("http://registry.invalid", through(proxy), TestApi.SOMEBODY)) {
      assertThat(Why.of(careful.tags(APP))).contains("others can read it");
      assertThat(proxy.seen()).hasSize(1).allMatch(seen -> seen.header("Authorization").isEmpty());

      try (var other =
          TestApi.v2(
              "http://registry.invalid",
              through(proxy).withPlain(Settings.Plain.ALLOWED),
              TestApi.SOMEBODY)) {
        assertThat(other.tags(APP).found()).isPresent();
      }
    }
  }

  @Test
  void aPlainRegistryCannotNameATokenServerForALogin() {
    try (var tokens = StandIn.plain(_ -> Said.json("{\"token\":\"" + TOKEN + "\"}"));
        var proxy = StandIn.plain(bearing(tokens, _ -> Said.json("{\"tags\":[\"v1\"]}")));
        var api = TestApi.v2("http://registry.invalid", through(proxy), TestApi.SOMEBODY)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Denied.class);
      assertThat(tokens.seen()).isEmpty();
    }
  }

  @Test
  void noLoginGoesToATokenServerUnencrypted() {
    try (var proxy = StandIn.plain(_ -> Said.json("{\"token\":\"" + TOKEN + "\"}"));
        var registry =
            StandIn.plain(
                _ ->
                    Said.of(
                        401, "", "WWW-Authenticate: Bearer realm=\"http://auth.invalid/token\""));
        var api = TestApi.v2(registry.address(), through(proxy), TestApi.SOMEBODY)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Denied.class);
      assertThat(proxy.seen()).isEmpty();
    }
  }

  @Test
  void aTokenServerThatRedirectsPassesNoLoginOn() {
    try (var other = StandIn.plain(_ -> Said.json("{\"token\":\"" + TOKEN + "\"}"));
        var tokens = StandIn.plain(_ -> Said.of(307, "", "Location: " + other.otherName()));
        var registry = StandIn.plain(bearing(tokens, _ -> Said.json("{\"tags\":[]}")));
        var api = TestApi.v2(registry.address(), TestApi.settings(), identity());
        var second = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      api.tags(APP);
      second.tags(APP);

      assertThat(other.seen())
          .allMatch(seen -> seen.header("Authorization").isEmpty() && seen.content().isEmpty());
    }
  }

  @Test
  void aRegistryThatRepeatsWhatItHeardIsNotRepeated() {
    Function<StandIn.Seen, Said> parrot =
        seen ->
            Said.of(
                seen.header("Authorization").isEmpty() ? 401 : 403,
                "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s %s %s\"}]}"
                    .formatted(
                        seen.header("Authorization"),
                        seen.header("Authorization"),
                        TestApi.PASSWORD,
                        seen.content()),
                "WWW-Authenticate: Basic realm=r");
    try (var registry = StandIn.plain(parrot);
        var api = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      List<Object> all =
          List.of(
              api.tags(APP),
              api.deleteManifest(APP, ONE.digest()),
              api.put(APP, "v1", ONE.stored()));

      assertThat(all).allSatisfy(it -> assertClean(it.toString()));
      assertThat(all.toString()).contains("403");
    }
  }

  @Test
  void aTokenServerThatRepeatsWhatItHeardIsNotRepeated() {
    Function<StandIn.Seen, Said> parrot =
        seen ->
            Said.of(
                seen.method().equals("POST") ? 400 : 401,
                "{\"error\":\"%s %s\"}".formatted(seen.header("Authorization"), seen.content()));
    try (var tokens = StandIn.plain(parrot);
        var registry = StandIn.plain(bearing(tokens, _ -> Said.json("{}")));
        var one = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY);
        var two = TestApi.v2(registry.address(), TestApi.settings(), identity())) {
      assertClean(one.tags(APP).toString());
      assertClean(two.tags(APP).toString());
      assertThat(tokens.seen()).hasSize(2);
    }
  }

  @Test
  void nothingThatHoldsASecretShowsIt() {
    var login = new Login.Password(TestApi.USER, Secret.of(TestApi.PASSWORD));
    var around =
        new Surroundings(Map.of("registry_password", TestApi.PASSWORD), Path.of("a"), Path.of("b"));
    var token = Token.of(Map.of("token", TOKEN), new FakePause().now()).orElseThrow();
    var call =
        Call.get(Kind.LIST, Address.parse("https://h").getFirst().uri("/?x=" + TOKEN), Scope.NONE)
            .by(Optional.of(login.basic()));
    List<Object> all =
        new ArrayList<>(
            List.of(
                login,
                login.basic(),
                login.secret(),
                new Login.IdentityToken(Secret.of(TOKEN)),
                new Credentials.Known(login, "here"),
                TestApi.SOMEBODY,
                around,
                token,
                token.secret().bearer(),
                call,
                TestApi.settings()));

    assertThat(all).allSatisfy(it -> assertClean(it.toString()));
  }

  @Test
  void nothingIsPrinted() {
    var printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var stream = new PrintStream(printed, true, UTF_8);
        var registry = StandIn.plain(asking(_ -> Said.of(500, "")));
        var api = TestApi.v2(registry.address(), TestApi.settings(), TestApi.SOMEBODY)) {
      System.setOut(stream);
      System.setErr(stream);
      api.tags(APP);
      api.deleteManifest(APP, ONE.digest());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }

    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  private static void assertClean(String text) {
    assertThat(text).doesNotContain(TestApi.PASSWORD, BASIC, TOKEN, "open+sesame", "open%20sesame");
  }

  private static Credentials identity() {
    return Credentials.of(
        Optional.of(new Login.IdentityToken(Secret.of(TestApi.PASSWORD))),
        new Surroundings(Map.of(), Path.of("/nonexistent"), Path.of("/nonexistent")));
  }

  private static Settings trusting() {
    return TestApi.settings()
        .withTls(new Tls.Verified(Optional.of(certificate.certificate()), Optional.empty()));
  }

  private static Settings through(StandIn proxy) {
    return Settings.usual(Proxies.of(Map.of("HTTP_PROXY", proxy.address())))
        .withPause(new FakePause());
  }

  /// Asks for a password before it does anything.
  private static Function<StandIn.Seen, Said> asking(Function<StandIn.Seen, Said> then) {
    return seen -> seen.header("Authorization").isEmpty() ? WHO : then.apply(seen);
  }

  /// Asks for a token before it does anything.
  private static Function<StandIn.Seen, Said> bearing(
      StandIn tokens, Function<StandIn.Seen, Said> then) {
    return seen ->
        seen.header("Authorization").equals("Bearer " + TOKEN)
            ? then.apply(seen)
            : Said.of(
                401,
                "",
                "WWW-Authenticate: Bearer realm=\"%s/token\",service=s"
                    .formatted(tokens.address()));
  }
}
