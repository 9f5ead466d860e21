// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The first API, spoken with a stand-in that answers as releases 0.6 to 0.9 of docker-registry do.
class V1Test {
  private static final Digest IMAGE = new Digest(Digest.V1, "a".repeat(64));
  private static final Digest OTHER = new Digest(Digest.V1, "b".repeat(64));
  private static final String APP = "team/app";
  private static final String TAGS = "/v1/repositories/team/app/tags";

  private final Map<String, String> tags = new ConcurrentSkipListMap<>(Map.of("v1", IMAGE.hex()));

  /// Answers as release 0.9.1.
  private Said registry(StandIn.Seen seen) {
    if (!seen.path().startsWith(TAGS + "/")) {
      return seen.path().equals(TAGS) ? Said.json(listed()) : notFound("Repository not found");
    }
    String tag = seen.path().substring(TAGS.length() + 1);
    String image = tags.get(tag);
    if (seen.method().equals("DELETE")) {
      tags.remove(tag);
      return image == null ? notFound("Tag not found: " + tag) : Said.json("true");
    }
    return image == null ? notFound("Tag not found") : Said.json("\"" + image + "\"");
  }

  private String listed() {
    var text = new StringBuilder("{");
    tags.forEach((tag, id) -> text.append("\"%s\":\"%s\",".formatted(tag, id)));
    return text.append("\"empty\":\"\",\"unreadable\":null}").toString();
  }

  private static Said notFound(String why) {
    return Said.of(404, "{\"error\":\"%s\"}".formatted(why), "Content-Type: application/json");
  }

  @Test
  void tagsAreListedWithTheirImages() {
    tags.put("edited", IMAGE.hex() + "\\n");
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.tags(APP))
          .isEqualTo(
              new Answer.Found<>(
                  new TreeMap<>(
                      Map.of(
                          "v1", Optional.of(IMAGE),
                          "edited", Optional.of(IMAGE),
                          "empty", Optional.empty(),
                          "unreadable", Optional.empty()))));
      assertThat(api.tags("team/none")).isInstanceOf(Answer.Absent.class);
      assertThat(api.tag(APP, "v1")).isEqualTo(new Answer.Found<>(IMAGE));
      assertThat(api.tag(APP, "v9")).isInstanceOf(Answer.Absent.class);
    }
  }

  @Test
  void aNameWithoutNamespaceIsInTheLibrary() {
    try (var registry = StandIn.plain(_ -> Said.json("{}"));
        var api = api(registry)) {
      api.tags("app");
      api.tags("team/deep/app");

      assertThat(registry.lines())
          .containsExactly(
              "GET /v1/repositories/library/app/tags", "GET /v1/repositories/team/deep/app/tags");
    }
  }

  @Test
  void searchFindsRepositoriesUnlessItIsOff() {
    String found =
        "{\"num_results\":2,\"query\":\"\",\"results\":[{\"name\":\"team/app\",\"description\":\"\"},{\"name\":\"library/x\"},{}]}";
    try (var registry = StandIn.plain(_ -> Said.json(found));
        var off = StandIn.plain(_ -> Said.of(404, "<html>Not Found"));
        var api = api(registry);
        var none = api(off)) {
      assertThat(api.search("a b&c").found().orElseThrow().entries())
          .containsExactly("team/app", "library/x");
      assertThat(registry.lines()).containsExactly("GET /v1/search?q=a+b%26c");
      assertThat(none.search("")).isInstanceOf(Answer.Absent.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'X-Docker-Registry-Standalone: True',STORAGE,''",
    "'X-Docker-Registry-Standalone: False',INDEX,''",
    "'X-Docker-Registry-Standalone: mirror',MIRROR,''",
    "'X-Docker-Registry-Version: 0.7.3',STORAGE,0.7.3",
  })
  void aPingTellsHowItStands(String header, Ping.Truth truth, String version) {
    try (var registry = StandIn.plain(_ -> Said.json("{}", header));
        var api = api(registry)) {
      assertThat(api.ping()).isEqualTo(new Answer.Found<>(new Ping(truth, version)));
    }
  }

  @Test
  void aTagIsDeletedAfterALookAndBeforeAnother() {
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isEqualTo(new Change.Done());
      assertThat(registry.lines())
          .containsExactly("GET " + TAGS + "/v1", "DELETE " + TAGS + "/v1", "GET " + TAGS + "/v1");
    }
  }

  @Test
  void a404ThatDidDeleteIsDone() {
    Function<StandIn.Seen, Said> script =
        seen -> {
          Said said = registry(seen);
          return seen.method().equals("DELETE") ? notFound("Tag not found: v1") : said;
        };
    try (var registry = StandIn.plain(script);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isEqualTo(new Change.Done());
    }
  }

  @Test
  void a404ThatDidNotDeleteIsNot() {
    try (var registry =
            StandIn.plain(
                seen -> seen.method().equals("DELETE") ? notFound("no") : registry(seen));
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Failed.class);
      assertThat(tags).containsKey("v1");
    }
  }

  @Test
  void aTagThatWasNeverThereIsGoneAndNothingIsDeleted() {
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v9", IMAGE)).isEqualTo(new Change.Gone());
      assertThat(registry.lines()).noneMatch(line -> line.startsWith("DELETE"));
    }
  }

  @Test
  void a200ThatDidNotDeleteIsNotBelieved() {
    try (var registry =
            StandIn.plain(
                seen -> seen.method().equals("DELETE") ? Said.json("true") : registry(seen));
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Failed.class);
    }
  }

  @Test
  void aTagThatMovedIsLeftAlone() {
    tags.put("v1", OTHER.hex());
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isEqualTo(new Change.Moved(OTHER.hex()));
      assertThat(tags).containsKey("v1");
      assertThat(registry.lines()).hasSize(1);
    }
  }

  @Test
  void aTagThatCannotBeReadIsLeftAlone() {
    tags.put("v1", "");
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Failed.class);
      assertThat(registry.lines()).hasSize(1);
    }
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsLookedAt() {
    Function<StandIn.Seen, Said> script =
        seen -> {
          Said said = registry(seen);
          return seen.method().equals("DELETE") ? Said.nothing() : said;
        };
    try (var registry = StandIn.plain(script);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isEqualTo(new Change.Done());
      assertThat(registry.lines()).hasSize(3);
    }
  }

  @Test
  void aServerThatFailsIsAskedAgainWithinBounds() {
    try (var registry =
            StandIn.plain(
                seen ->
                    seen.method().equals("DELETE")
                        ? Said.of(500, "<html>Internal Server Error", "Content-Type: text/html")
                        : registry(seen));
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE))
          .isEqualTo(new Change.Failed("it answers 500 (a page for people)"));
      assertThat(registry.lines().stream().filter(line -> line.startsWith("DELETE")))
          .hasSize(Patience.USUAL.tries());
    }
  }

  @Test
  void aRedirectOfADeletionIsNotFollowed() {
    try (var registry =
            StandIn.plain(
                seen ->
                    seen.method().equals("DELETE")
                        ? Said.of(301, "<html>", "Location: /v1/repositories/team/app/")
                        : registry(seen));
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Failed.class);
      assertThat(registry.lines()).containsExactly("GET " + TAGS + "/v1", "DELETE " + TAGS + "/v1");
    }
  }

  @Test
  void aPasswordOpensWhatStandsInFront() {
    Function<StandIn.Seen, Said> front =
        seen ->
            seen.header("Authorization").isEmpty()
                ? Said.of(401, "<html>", "WWW-Authenticate: Basic realm=\"Restricted\"")
                : registry(seen);
    try (var registry = StandIn.plain(front);
        var nobody = api(registry);
        var api =
            new V1Api(
                new Session(
                    Address.parse(registry.address()).getFirst(),
                    TestApi.settings(),
                    TestApi.SOMEBODY))) {
      assertThat(nobody.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Denied.class);
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isEqualTo(new Change.Done());
      assertThat(tags).isEmpty();
    }
  }

  @Test
  void tokenModeIsNamed() {
    try (var registry =
            StandIn.plain(
                _ ->
                    Said.of(
                        401, "{\"error\":\"Requires authorization\"}", "WWW-Authenticate: Token"));
        var api = api(registry)) {
      assertThat(Why.of(api.tag(APP, "v1"))).contains("token mode", "index");
      assertThat(api.deleteTag(APP, "v1", IMAGE)).isInstanceOf(Change.Denied.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", "a/b", "../", "..\\"})
  void aTagThatWouldNameARepositoryIsNeverSent(String tag) {
    try (var registry = StandIn.plain(_ -> Said.json("\"" + IMAGE.hex() + "\""));
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, tag, IMAGE)).isInstanceOf(Change.Failed.class);
      assertThat(registry.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "team/", "/app", "team//app", "../app", "team/..", "team/./app"})
  void aRepositoryThatWouldNameAnotherIsNeverSent(String repository) {
    try (var registry = StandIn.plain(_ -> Said.json("\"" + IMAGE.hex() + "\""));
        var api = api(registry)) {
      assertThat(api.deleteTag(repository, "v1", IMAGE)).isInstanceOf(Change.Failed.class);
      assertThat(api.tags(repository)).isInstanceOf(Answer.Failed.class);
      assertThat(registry.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a?b,a%3Fb",
    "a#b,a%23b",
    "a%b,a%25b",
    "a%2Fb,a%252Fb",
    "a b,a%20b",
    "a+b,a%2Bb",
    "é,%C3%A9"
  })
  void otherTagsAreEncodedOnce(String tag, String encoded) {
    tags.put(encoded, IMAGE.hex());
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.deleteTag(APP, tag, IMAGE)).isEqualTo(new Change.Done());
      assertThat(registry.lines()).contains("DELETE " + TAGS + "/" + encoded);
    }
  }

  @Test
  void manyTagsAreListed() {
    for (int i = 0; i < 10_000; i++) {
      tags.put("t" + i, IMAGE.hex());
    }
    try (var registry = StandIn.plain(this::registry);
        var api = api(registry)) {
      assertThat(api.tags(APP).found().orElseThrow()).hasSize(10_003);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "<html>", "{\"v1\":", "true"})
  void whatIsNoListIsNoAnswer(String content) {
    try (var registry = StandIn.plain(_ -> Said.json(content));
        var api = api(registry)) {
      assertThat(List.of(api.tags(APP), api.tag(APP, "v1")))
          .allMatch(answer -> answer instanceof Answer.Failed);
    }
  }

  private static V1Api api(StandIn registry) {
    return new V1Api(
        new Session(
            Address.parse(registry.address()).getFirst(), TestApi.settings(), TestApi.NOBODY));
  }
}
