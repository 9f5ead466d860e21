// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Listings of all kinds, honest and not.
class ListingTest {
  private static final String FIRST = "GET /v2/_catalog?n=1000";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/_catalog?last=b&n=2>; rel=\"next\"",
        "</v2/_catalog?last=b&n=2>;rel=next",
        "<?last=b&n=2>; rel=\"next\"",
        "<https://registry.example/v2/_catalog?last=b&n=2>; rel=\"next\"",
        "<http://inner.example:5000/v2/_catalog?last=b&n=2>; title=x; rel=\"next\"",
        "</x>; rel=\"prev\", </v2/_catalog?last=b&n=2>; rel=\"next\""
      })
  void aLinkLeadsToTheNextPageOfThisRegistryOnly(String link) {
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.line().equals(FIRST)
                ? Said.json("{\"repositories\":[\"a\",\"b\"]}", "Link: " + link)
                : Said.json("{\"repositories\":[\"c\"]}");
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("a", "b", "c");
      assertThat(registry.lines()).containsExactly(FIRST, "GET /v2/_catalog?last=b&n=2");
    }
  }

  @Test
  void theContentMayNameTheNextPage() {
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.line().equals(FIRST)
                ? Said.json(
                    "{\"repositories\":[\"a\"],\"next\":\"https://r.example/v2/_catalog?n=1&last=a\"}")
                : Said.json("{\"repositories\":[\"b\"],\"next\":null}");
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("a", "b");
    }
  }

  @Test
  void afterAFullPageWithoutALinkMoreIsAskedFor() {
    List<String> all = IntStream.range(0, 1500).mapToObj("r%04d"::formatted).toList();
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.line().equals(FIRST)
                ? page(all.subList(0, 1000))
                : seen.target().endsWith("last=r0999") ? page(all.subList(1000, 1500)) : page(all);
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).isEqualTo(all);
      assertThat(registry.lines()).hasSize(2);
    }
  }

  @Test
  void aRegistryThatKnowsNoPagesIsAskedWithoutThem() {
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.target().contains("n=")
                ? Said.of(400, "{\"errors\":[{\"code\":\"PAGINATION_NUMBER_INVALID\"}]}")
                : page(List.of("a"));
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/_catalog?n=1000>",
        "</v2/_catalog?last=a>",
        "<>",
        "<::bad::>",
        "</v2/_catalog>"
      })
  void aListingThatRepeatsItselfEnds(String link) {
    try (var registry =
            StandIn.plain(
                _ -> Said.json("{\"repositories\":[\"a\"]}", "Link: " + link + "; rel=\"next\""));
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("a");
      assertThat(registry.lines()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aListingThatNamesTheSamePageForEverEnds() {
    var count = new AtomicInteger();
    try (var registry =
            StandIn.plain(
                _ ->
                    Said.json(
                        "{\"repositories\":[\"r%d\"]}".formatted(count.incrementAndGet()),
                        "Link: </v2/_catalog?last=x>; rel=\"next\""));
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("r1", "r2");
    }
  }

  @Test
  void aListingThatBreaksOffSaysSoAndKeepsWhatItHas() {
    Function<StandIn.Seen, Said> script =
        seen ->
            seen.line().equals(FIRST)
                ? Said.json(
                    "{\"repositories\":[\"a\"]}", "Link: </v2/_catalog?last=a>; rel=\"next\"")
                : Said.of(404, "{\"errors\":[{\"code\":\"GONE\"}]}");
    try (var registry = StandIn.plain(script);
        var api = TestApi.v2(registry.address())) {
      var listing = api.repositories().found().orElseThrow();

      assertThat(listing.entries()).containsExactly("a");
      assertThat(listing.cutShort().orElseThrow()).contains("404", "GONE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{\"repositories\":[\"a\"",
        "{}",
        "{\"repositories\":[\"a\"]}x"
      })
  void whatIsNoListingIsNoAnswer(String content) {
    try (var registry = StandIn.plain(_ -> Said.json(content));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.repositories()).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void whatIsNoNameInAListingIsLeftOut() {
    String content = "{\"repositories\":[\"a\",null,[\"x\"],{\"y\":\"z\"},\"\",\"a\",\"b\"]}";
    try (var registry = StandIn.plain(_ -> Said.json(content));
        var api = TestApi.v2(registry.address())) {
      assertThat(entries(api)).containsExactly("a", "b");
    }
  }

  @Test
  void aRepositoryWithoutTagsHasNone() {
    try (var registry = StandIn.plain(_ -> Said.json("{\"name\":\"a\",\"tags\":null}"));
        var api = TestApi.v2(registry.address())) {
      assertThat(api.tags("a").found().orElseThrow().entries()).isEmpty();
    }
  }

  @Test
  void aPrefixStandsInFrontOfEveryPath() {
    try (var registry = StandIn.plain(_ -> Said.json("{\"tags\":[\"v1\"]}"));
        var api = TestApi.v2(registry.address() + "/registry/")) {
      assertThat(api.tags("a/b").found()).isPresent();
      assertThat(registry.lines()).containsExactly("GET /registry/v2/a/b/tags/list?n=1000");
    }
  }

  private static Said page(List<String> names) {
    return Said.json("{\"repositories\":[\"%s\"]}".formatted(String.join("\",\"", names)));
  }

  private static List<String> entries(V2Api api) {
    var listing = api.repositories().found().orElseThrow();
    assertThat(listing.cutShort()).isEmpty();
    return listing.entries();
  }
}
