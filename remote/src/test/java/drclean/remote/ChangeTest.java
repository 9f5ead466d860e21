// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Changes asked of a registry that knows the whole OCI specification, and of one that drops
/// answers.
class ChangeTest {
  private static final TinyImage ONE = new TinyImage("one");
  private static final TinyImage TWO = new TinyImage("two");
  private static final String APP = "team/app";
  private static final String TAG = "/v2/team/app/manifests/v1";

  private final Map<String, TinyImage> tags = new ConcurrentHashMap<>(Map.of("v1", ONE, "v2", ONE));

  /// Knows tags, deletes them, and says what a registry says.
  private Said registry(StandIn.Seen seen) {
    String reference = seen.path().substring(seen.path().lastIndexOf('/') + 1);
    TinyImage image =
        tags.values().stream()
            .filter(it -> it.digest().toString().equals(reference))
            .findFirst()
            .orElse(tags.getOrDefault(reference, TWO));
    boolean there = tags.containsKey(reference) || reference.equals(image.digest().toString());
    return switch (seen.method()) {
      case "PUT" -> {
        tags.put(reference, ONE);
        yield Said.of(201, "");
      }
      case "DELETE" -> {
        tags.remove(reference);
        tags.values().removeIf(it -> it.digest().toString().equals(reference));
        yield there ? Said.of(202, "") : unknown();
      }
      default ->
          there ? Said.manifest(image, "Docker-Content-Digest: " + image.digest()) : unknown();
    };
  }

  private static Said unknown() {
    return Said.of(
        404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}");
  }

  @Test
  void aTagIsDeletedAndItsManifestStays() {
    try (var registry = StandIn.plain(this::registry);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isEqualTo(new Change.Done());
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isEqualTo(new Change.Gone());
      assertThat(tags).containsOnlyKeys("v2");
    }
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsSeenToBeDone() {
    try (var registry = StandIn.plain(losing(1, this::registry));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isEqualTo(new Change.Done());
      assertThat(api.deleteManifest(APP, ONE.digest())).isEqualTo(new Change.Done());
      assertThat(count(registry, "DELETE")).isEqualTo(2);
    }
  }

  @Test
  void aDeletionThatNeverArrivedIsAskedForAgain() {
    var count = new AtomicInteger();
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.method().equals("DELETE") && count.incrementAndGet() <= 2
                ? count.get() == 1 ? Said.nothing() : Said.of(503, "", "Retry-After: 3")
                : registry(seen);
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isEqualTo(new Change.Done());
      assertThat(registry.lines())
          .containsExactly(
              "HEAD " + TAG,
              "DELETE " + TAG,
              "HEAD " + TAG,
              "DELETE " + TAG,
              "HEAD " + TAG,
              "DELETE " + TAG);
    }
  }

  @Test
  void aDeletionThatNobodyCanSeeIsUnknown() {
    Function<StandIn.Seen, Said> script =
        seen ->
            switch (seen.method()) {
              case "DELETE" -> Said.nothing();
              default -> tags.remove("v2") == null ? Said.of(500, "") : registry(seen);
            };
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isInstanceOf(Change.Unknown.class);
      assertThat(count(registry, "DELETE")).isEqualTo(1);
    }
  }

  @Test
  void aTagPushedAgainWhileItsDeletionWasLostIsNotDeletedTwice() {
    Function<StandIn.Seen, Said> script =
        seen -> {
          if (seen.method().equals("DELETE")) {
            tags.put("v1", TWO);
            return Said.nothing();
          }
          return registry(seen);
        };
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isEqualTo(new Change.Done());
      assertThat(tags).containsEntry("v1", TWO);
      assertThat(count(registry, "DELETE")).isEqualTo(1);
    }
  }

  @Test
  void aRegistryThatAlwaysFailsIsGivenUp() {
    Function<StandIn.Seen, Said> script =
        seen -> seen.method().equals("DELETE") ? Said.of(500, "<html>") : registry(seen);
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteManifest(APP, ONE.digest())).isInstanceOf(Change.Failed.class);
      assertThat(count(registry, "DELETE")).isEqualTo(Patience.USUAL.tries());
      assertThat(tags).hasSize(2);
    }
  }

  @Test
  void a404ThatTheRegistryDidNotMeanIsNoSuccess() {
    Function<StandIn.Seen, Said> script =
        seen -> seen.method().equals("DELETE") ? Said.of(404, "<html>") : registry(seen);
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.deleteManifest(APP, ONE.digest())).isInstanceOf(Change.Failed.class);
    }
  }

  @Test
  void anUndoWhoseAnswerIsLostIsSeenToBeDone() {
    tags.remove("v1");
    try (var registry = StandIn.plain(losing(1, this::registry));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.put(APP, "v1", ONE.stored())).isEqualTo(new Change.Done());
      assertThat(count(registry, "PUT")).isEqualTo(1);
      assertThat(registry.seen().getFirst().content()).isEqualTo(new String(ONE.manifest(), UTF_8));
      assertThat(registry.seen().getFirst().header("Content-Type")).isEqualTo(TinyImage.TYPE);
    }
  }

  @Test
  void aReadOnlyRegistryNamesItsSetting() {
    try (var registry =
            StandIn.plain(
                seen -> seen.method().equals("HEAD") ? registry(seen) : Said.of(405, ""));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.put(APP, "v1", ONE.stored())).isInstanceOf(Change.NotAllowed.class);
      assertThat(api.deleteTag(APP, "v1", ONE.digest())).isInstanceOf(Change.NotAllowed.class);
      assertThat(api.deleteManifest(APP, ONE.digest())).isInstanceOf(Change.NotAllowed.class);
    }
  }

  @Test
  void aTagWhosePlaceholderCannotBeDeletedIsPutBack() {
    var deletions = new AtomicInteger();
    Map<String, String> stored = new ConcurrentHashMap<>();
    Function<StandIn.Seen, Said> script =
        seen ->
            switch (seen.method()) {
              case "DELETE" -> deletions.incrementAndGet() == 1 ? unknown() : Said.of(403, "");
              case "PUT" -> {
                stored.put("v1", seen.content());
                yield Said.of(201, "");
              }
              default -> seen.path().contains("sha256:") ? unknown() : Said.manifest(ONE);
            };
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.replaceAndDeleteTag(APP, "v1", ONE.digest()))
          .isInstanceOf(Change.Denied.class);
      assertThat(count(registry, "PUT")).isEqualTo(2);
      assertThat(stored).containsEntry("v1", new String(ONE.manifest(), UTF_8));
    }
  }

  @Test
  void referrersAreListedPageByPage() {
    String next = "</v2/team/app/referrers/" + ONE.digest() + "?page=2>; rel=\"next\"";
    Function<StandIn.Seen, Said> script =
        seen -> seen.target().contains("page=2") ? index(TWO) : index(ONE, "Link: " + next);
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.referrers(APP, ONE.digest()).found().orElseThrow().entries())
          .containsExactly(referrer(ONE), referrer(TWO));
    }
  }

  @Test
  void withoutTheReferrersApiATagStandsInForIt() {
    byte[] index = "{\"manifests\":[%s]}".formatted(entry(TWO)).getBytes(UTF_8);
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.path().endsWith("/manifests/sha256-" + ONE.digest().hex())
                ? Said.of(200, index)
                : Said.of(404, "404 page not found");
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(api.referrers(APP, ONE.digest()).found().orElseThrow().entries())
          .containsExactly(referrer(TWO));
      assertThat(api.referrers(APP, TWO.digest()).found().orElseThrow().entries()).isEmpty();
    }
  }

  @Test
  void aRegistryWithADatabaseSaysSo() {
    try (var registry =
            StandIn.plain(
                _ ->
                    Said.json(
                        "{}",
                        "Gitlab-Container-Registry-Database-Enabled: true",
                        "Gitlab-Container-Registry-Version: v4.1.0"));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.ping()).isEqualTo(new Answer.Found<>(new Ping(Ping.Truth.DATABASE, "v4.1.0")));
    }
  }

  /// Does what is asked, and loses the answers to the first of its changes of each kind.
  private static Function<StandIn.Seen, Said> losing(
      int answers, Function<StandIn.Seen, Said> script) {
    Map<String, AtomicInteger> changes = new ConcurrentHashMap<>();
    return seen -> {
      Said said = script.apply(seen);
      boolean change = seen.method().equals("DELETE") || seen.method().equals("PUT");
      return change
              && changes.computeIfAbsent(seen.line(), _ -> new AtomicInteger()).incrementAndGet()
                  <= answers
          ? Said.nothing()
          : said;
    };
  }

  private static long count(StandIn registry, String method) {
    return registry.seen().stream().filter(seen -> seen.method().equals(method)).count();
  }

  private static Said index(TinyImage referrer, String... headers) {
    return Said.json("{\"manifests\":[%s]}".formatted(entry(referrer)), headers);
  }

  private static String entry(TinyImage image) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1,\"artifactType\":\"a/b\"}"
        .formatted(TinyImage.TYPE, image.digest());
  }

  private static Referrer referrer(TinyImage image) {
    return new Referrer(image.digest(), TinyImage.TYPE, "a/b");
  }
}
