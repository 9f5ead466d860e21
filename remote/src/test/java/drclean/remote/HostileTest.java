// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that fail, lie, or never end: every question is answered, within bounds.
class HostileTest {
  private static final TinyImage ONE = new TinyImage("one");
  private static final TinyImage TWO = new TinyImage("two");
  private static final String APP = "team/app";

  private final FakePause pause = new FakePause();
  private final Settings settings =
      TestApi.settings()
          .withPause(pause)
          .withPatience(new Patience(3, Duration.ofSeconds(1), Duration.ofMinutes(1)));

  @Test
  void whatPassesIsWaitedForAndAskedAgain() {
    var count = new AtomicInteger();
    Function<StandIn.Seen, Said> script =
        _ ->
            switch (count.incrementAndGet()) {
              case 1 -> Said.of(503, "busy", "Retry-After: 7");
              case 2 -> Said.half(200, "{");
              default -> Said.manifest(ONE);
            };
    try (var registry = StandIn.plain(script);
        var api = api(registry)) {
      assertThat(api.manifest(APP, "v1")).isEqualTo(new Answer.Found<>(ONE.stored()));
      assertThat(pause.waits()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
      assertThat(api.requests()).containsEntry(Kind.MANIFEST, 3L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void whatDoesNotPassIsGivenUp(int status) {
    try (var registry =
            StandIn.plain(
                _ -> Said.of(status, "<html><h1>Oh\u001b[31m no", "Content-Type: text/html"));
        var api = api(registry)) {
      assertThat(api.tags(APP))
          .isEqualTo(new Answer.Failed<>("it answers " + status + " (a page for people)"));
      assertThat(registry.lines()).hasSize(3);
    }
  }

  @Test
  void aStormOfRestsEnds() {
    try (var registry = StandIn.plain(_ -> Said.of(429, "", "Retry-After: 60"));
        var api = api(registry)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Failed.class);
      assertThat(pause.waits()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1));
    }
    try (var registry = StandIn.plain(_ -> Said.of(429, "", "Retry-After: 86400"));
        var api = api(registry)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Failed.class);
      assertThat(registry.lines()).hasSize(1);
    }
  }

  @Test
  void halfAnAnswerIsNone() {
    try (var registry = StandIn.plain(_ -> Said.half(200, "{\"tags\":[\"v1\"]}"));
        var api = api(registry)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void silenceEndsInTime() {
    Settings hasty = settings.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(200));
    try (var registry = StandIn.plain(_ -> Said.silence());
        var api = TestApi.v2(registry.address(), hasty, TestApi.NOBODY)) {
      assertThat(Why.of(api.tags(APP))).isEqualTo("no whole answer within 200 ms");
    }
  }

  @Test
  void anEndlessAnswerIsCut() {
    try (var registry = StandIn.plain(_ -> Said.endless(200));
        var api = api(registry)) {
      assertThat(Why.of(api.manifest(APP, "v1"))).contains("longer than an answer may be");
      assertThat(Why.of(api.config(APP, ONE.digest()))).contains("longer than an answer may be");
    }
    try (var registry = StandIn.plain(_ -> Said.endless(404));
        var api = api(registry)) {
      assertThat(api.manifest(APP, "v1")).isInstanceOf(Answer.Absent.class);
    }
  }

  @Test
  void nobodyThereIsSaid() {
    String address;
    try (var registry = StandIn.plain(_ -> Said.nothing())) {
      address = registry.address();
    }
    try (var api = TestApi.v2(address, settings, TestApi.NOBODY);
        var unknown = TestApi.v2("http://registry.invalid", settings, TestApi.NOBODY)) {
      assertThat(Why.of(api.tags(APP))).isEqualTo("it refuses connections");
      assertThat(Why.of(unknown.tags(APP))).isEqualTo("its name is not known");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/app/tags/list?n=1000",
        "ftp://host/",
        "http:///",
        "::bad::",
        "https://127.0.0.1:1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/"
      })
  void aRedirectThatLeadsNowhereEnds(String target) {
    try (var registry = StandIn.plain(_ -> Said.of(307, "", "Location: " + target));
        var api = api(registry)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Failed.class);
      assertThat(registry.lines()).hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void aRedirectOfAQuestionIsFollowed() {
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.path().equals("/elsewhere")
                ? Said.manifest(ONE)
                : Said.of(307, "", "Location: /elsewhere");
    try (var registry = StandIn.plain(script);
        var api = api(registry)) {
      assertThat(api.manifest(APP, "v1")).isEqualTo(new Answer.Found<>(ONE.stored()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectOfAChangeIsNot(int status) {
    try (var other = StandIn.plain(_ -> Said.of(202, ""));
        var registry =
            StandIn.plain(
                seen ->
                    seen.method().equals("HEAD") || seen.method().equals("GET")
                        ? Said.manifest(ONE)
                        : Said.of(status, "", "Location: " + other.address() + seen.target()));
        var api = api(registry)) {
      List<Change> changes =
          List.of(
              api.deleteManifest(APP, ONE.digest()),
              api.deleteTag(APP, "v1", ONE.digest()),
              api.put(APP, "v1", ONE.stored()));

      assertThat(changes).allMatch(change -> change instanceof Change.Failed);
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void bytesThatAreNotWhatTheirDigestPromisesAreNotBelieved() {
    try (var registry = StandIn.plain(_ -> Said.manifest(TWO));
        var api = api(registry)) {
      assertThat(api.manifest(APP, ONE.digest().toString())).isInstanceOf(Answer.Failed.class);
      assertThat(api.config(APP, ONE.digest())).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void aDigestThatIsNotThatOfTheBytesIsNotBelieved() {
    try (var registry =
            StandIn.plain(_ -> Said.manifest(TWO, "Docker-Content-Digest: " + ONE.digest()));
        var api = api(registry)) {
      assertThat(api.manifest(APP, "v1")).isInstanceOf(Answer.Failed.class);
      assertThat(api.manifest(APP, TWO.digest().toString())).isInstanceOf(Answer.Failed.class);
      assertThat(api.head(APP, TWO.digest().toString())).isInstanceOf(Answer.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>log in here", "{}", "{\"tags\":[]}"})
  void whatIsNoManifestIsNotTakenForOne(String content) {
    try (var registry = StandIn.plain(_ -> Said.json(content));
        var api = api(registry)) {
      assertThat(api.manifest(APP, "v1")).isInstanceOf(Answer.Failed.class);
      assertThat(api.head(APP, "v1")).isInstanceOf(Answer.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 204, 206, 304})
  void onlyAWholeSuccessAnswersAQuestion(int status) {
    try (var registry = StandIn.plain(_ -> Said.of(status, ""));
        var api = api(registry)) {
      assertThat(api.head(APP, ONE.digest().toString())).isInstanceOf(Answer.Failed.class);
      assertThat(api.blob(APP, ONE.digest())).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void anotherAlgorithmIsHashedAsWell() {
    String digest = Hashes.of("sha512", ONE.manifest()).orElseThrow().toString();
    try (var registry = StandIn.plain(_ -> Said.manifest(ONE, "Docker-Content-Digest: " + digest));
        var api = api(registry)) {
      assertThat(api.manifest(APP, digest).found().orElseThrow().digest()).hasToString(digest);
      assertThat(api.manifest(APP, ONE.digest().toString()).found()).isPresent();
    }
  }

  @Test
  void theSignaturesOfAFirstSchemaAreNoPartOfItsDigest() {
    String body = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": []";
    String heading =
        "{\"formatLength\":%d,\"formatTail\":\"%s\"}".formatted(body.length(), base64("\n}"));
    String signed =
        body + ",\n   \"signatures\": [{\"protected\": \"" + base64(heading) + "\"}]\n}";
    String digest = TinyImage.sha256((body + "\n}").getBytes(UTF_8)).toString();
    try (var registry = StandIn.plain(_ -> Said.of(200, signed, "Content-Type: " + Signed.TYPE));
        var api = api(registry)) {
      assertThat(api.manifest(APP, digest).found().orElseThrow().digest()).hasToString(digest);
      assertThat(api.manifest(APP, "v1").found().orElseThrow().digest()).hasToString(digest);
      assertThat(api.manifest(APP, ONE.digest().toString())).isInstanceOf(Answer.Failed.class);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void withoutADigestTheBytesAreAskedForAndHashed() {
    try (var registry = StandIn.plain(_ -> Said.manifest(ONE));
        var api = api(registry)) {
      assertThat(api.head(APP, "v1").found().orElseThrow().digest()).isEqualTo(ONE.digest());
      assertThat(registry.lines())
          .containsExactly("HEAD /v2/team/app/manifests/v1", "GET /v2/team/app/manifests/v1");
    }
  }

  @Test
  void everyKindOfManifestIsAcceptedInOneRequest() {
    try (var registry = StandIn.plain(_ -> Said.manifest(ONE));
        var api = api(registry)) {
      api.manifest(APP, "v1");

      assertThat(registry.seen().getFirst().header("Accept"))
          .contains(
              "oci.image.index.v1",
              "oci.image.manifest.v1",
              "manifest.list.v2",
              "manifest.v2",
              "manifest.v1+prettyjws");
    }
  }

  @Test
  void whatWouldChangeThePathIsNeverSent() {
    try (var registry = StandIn.plain(_ -> Said.of(202, ""));
        var api = api(registry)) {
      for (String bad : List.of("", ".", "..", "a/../b", "/")) {
        assertThat(api.tags(bad)).isInstanceOf(Answer.Failed.class);
        assertThat(api.deleteTag(APP, bad, ONE.digest())).isInstanceOf(Change.Failed.class);
        assertThat(api.deleteTag(bad, "v1", ONE.digest())).isInstanceOf(Change.Failed.class);
        assertThat(api.deleteManifest(bad, ONE.digest())).isInstanceOf(Change.Failed.class);
        assertThat(api.put(bad, "v1", ONE.stored())).isInstanceOf(Change.Failed.class);
      }
      assertThat(registry.seen()).isEmpty();
    }
  }

  private V2Api api(StandIn registry) {
    return TestApi.v2(registry.address(), settings, TestApi.NOBODY);
  }
}
