// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry that deletes a tag alone, and one whose lists lie.
class ApiModernTest {
  private static final String APP = "team/app";

  @TempDir private Path folder;

  private static final String POLICY =
      """
      version: 1
      defaults: {grace: 0s, limits: {percent: 100}}
      protect: {tags: [prod]}
      rules: [{name: builds, tags: ["b*"], delete: rest}]
      """;

  /// A manifest that names nothing but itself.
  private static Content manifest(String word) {
    return Content.of(
        "application/vnd.oci.image.index.v1+json",
        "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"word\":\"%s\"}}".formatted(word));
  }

  private ThroughApi api(Modern.Running registry, Map<String, String> words) {
    try (Client client = registry.client()) {
      words.forEach((tag, word) -> client.putManifest(APP, tag, manifest(word)));
    }
    return new ThroughApi(registry.address(), folder).policy(POLICY);
  }

  private static Map<String, String> tags(Modern.Running registry, String... asked) {
    var found = new TreeMap<String, String>();
    try (Client client = registry.client()) {
      for (String tag : asked) {
        if (client.headManifest(APP, tag).status() == 200) {
          found.put(tag, client.manifest(APP, tag).digest());
        }
      }
    }
    return found;
  }

  private static Map<String, String> digests(Map<String, String> words) {
    var digests = new TreeMap<String, String>();
    words.forEach((tag, word) -> digests.put(tag, manifest(word).digest()));
    return digests;
  }

  @Test
  void aTagGoesAloneAndItsManifestStays() {
    try (var registry = Modern.start()) {
      var words = Map.of("b1", "one", "b2", "two", "b3", "one", "b4", "four", "prod", "one");
      ThroughApi api = api(registry, words);

      Typed untag = api.untag(0);

      assertThat(untag.err())
          .contains("untagged 4 tags", "to remove a tag took 2.00")
          .doesNotContain("went with their manifests");
      assertThat(tags(registry, "b1", "b2", "b3", "b4", "prod", manifest("four").digest()))
          .containsOnlyKeys("prod", manifest("four").digest());

      api.typed(0, "restore");

      assertThat(tags(registry, "b1", "b2", "b3", "b4", "prod")).isEqualTo(digests(words));
    }
  }

  @Test
  void aTagThatTheListHidesLosesNothing() {
    try (var registry = Modern.start("hides")) {
      var words = Map.of("b1", "one", "b10", "one", "b", "zero", "prod", "one");

      Typed untag = api(registry, words).untag(0);

      assertThat(untag.err()).contains("untagged 1 tag");
      assertThat(tags(registry, "b", "b1", "b10", "prod")).containsOnlyKeys("b1", "b10", "prod");
    }
  }

  @Test
  void aHiddenTagThatThePolicyNamesKeepsItsManifest() {
    try (var registry = Modern.start("hides", "together")) {
      var words = Map.of("b1", "one", "p", "other", "prod", "one");

      Typed untag = api(registry, words).untag(1);

      assertThat(untag.err())
          .contains("team/app: its list of tags lacks prod, which is there", "team/app:b1 stays");
      assertThat(tags(registry, "b1", "p", "prod")).isEqualTo(digests(words));
    }
  }

  @Test
  void aHiddenTagThatNobodyNamedKeepsItsManifest() {
    try (var registry = Modern.start("hides", "together")) {
      var words = Map.of("b1", "one", "b10", "one", "b2", "two");

      Typed untag = api(registry, words).untag(1);

      assertThat(untag.err()).contains("its list of tags hides tags that are there");
      assertThat(tags(registry, "b1", "b10", "b2")).isEqualTo(digests(words));
      assertThat(tags(registry, "dr-clean-canary", "dr-clean-canary0")).isEmpty();
    }
  }

  @Test
  void aTagThatWasThereAtTheLastLookAndIsHiddenNowKeepsItsManifest() {
    try (var registry = Modern.start("hides", "together")) {
      ThroughApi api = api(registry, Map.of("b1", "one", "vintage", "one"));
      api.untag(0, "--dry-run");
      api(registry, Map.of("v", "other"));

      Typed untag = api.untag(1);

      assertThat(untag.err()).contains("its list of tags lacks vintage, which is there");
      assertThat(tags(registry, "b1", "vintage")).containsOnlyKeys("b1", "vintage");
    }
  }

  /// An image, its signature that speaks of it by `subject`, and an older one under a tag.
  private static Content about(String word, Content subject) {
    return Content.of(
        "application/vnd.oci.image.index.v1+json",
        """
        {"schemaVersion":2,"manifests":[],"annotations":{"word":"%s"},
         "subject":{"mediaType":"%s","digest":"%s","size":%d}}\
        """
            .formatted(word, subject.mediaType(), subject.digest(), subject.bytes().length));
  }

  private static Content index(Content... children) {
    String entries =
        Stream.of(children)
            .map(
                it ->
                    "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                        .formatted(it.mediaType(), it.digest(), it.bytes().length))
            .collect(Collectors.joining(","));
    return Content.of(
        "application/vnd.oci.image.index.v1+json",
        "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(entries));
  }

  @Test
  void whenAskedWhatOnlyTheTagsReachedGoesTooWithWhatSpeaksOfItAndComesBack() {
    try (var registry = Modern.start()) {
      Content own = manifest("own");
      Content shared = manifest("shared");
      Content whole = index(own, shared);
      Content signature = about("signature", whole);
      Content old = manifest("old signature");
      String attached = "sha256-" + whole.digest().substring("sha256:".length()) + ".sig";
      ThroughApi api = api(registry, Map.of());
      try (Client client = registry.client()) {
        client.putManifest(APP, own.digest(), own);
        client.putManifest(APP, "prod", shared);
        client.putManifest(APP, "b1", whole);
        client.putManifest(APP, signature.digest(), signature);
        client.putManifest(APP, attached, old);
      }
      String[] all = {
        "prod",
        "b1",
        attached,
        own.digest(),
        shared.digest(),
        whole.digest(),
        signature.digest(),
        old.digest()
      };
      var before = tags(registry, all);
      assertThat(before).hasSize(all.length);

      Typed dry = api.untag(0, "--manifests", "--dry-run");
      Typed untag = api.untag(0, "--manifests");

      assertThat(dry.out()).isEqualTo(untag.out()).contains("total manifest-link: 4");
      assertThat(untag.err()).contains("untagged 2 tags and 4 manifests");
      assertThat(tags(registry, all)).containsOnlyKeys("prod", shared.digest());

      Typed restore = api.typed(0, "restore");

      assertThat(restore.err()).contains("gave back 2 tags and 2 manifests");
      assertThat(tags(registry, all)).isEqualTo(before);
    }
  }

  @Test
  void whatAHiddenTagPointsAtStaysWhenManifestsAreAskedFor() {
    try (var registry = Modern.start("hides")) {
      var words = Map.of("b1", "one", "k", "other", "k1", "one");

      Typed untag = api(registry, words).untag(1, "--manifests");

      assertThat(untag.err()).contains("its list of tags hides tags that are there");
      assertThat(tags(registry, "b1", "k", "k1")).containsOnlyKeys("k", "k1");
    }
  }
}
