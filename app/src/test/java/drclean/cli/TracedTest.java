// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found wrong names the tags that suffer from it, and the run that can mend it.
class TracedTest {
  private static final String BASE = "docker/registry/v2/";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Path folder;
  private final Typed typed;

  TracedTest(@TempDir Path folder) {
    this.folder = folder;
    this.typed = Typed.atDemo(folder);
  }

  private String digest(String repository, String tag) throws IOException {
    return Files.readString(
        typed
            .registry()
            .resolve(
                BASE
                    + "repositories/%s/_manifests/tags/%s/current/link"
                        .formatted(repository, tag)));
  }

  private Path data(String digest) {
    String hex = digest.substring("sha256:".length());
    return typed
        .registry()
        .resolve(BASE + "blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
  }

  /// The last thing that a manifest names: the layer that no other image of the demo has.
  private String ownLayer(String repository, String tag) throws IOException {
    return DIGEST
        .matcher(Files.readString(data(digest(repository, tag))))
        .results()
        .map(found -> found.group())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @Test
  void aMissingLayerNamesTheTagThatNeedsIt() throws IOException {
    String layer = ownLayer("team/app", "1.1");
    Files.delete(data(layer));

    Typed.Answer answer = typed.type("validate ROOT");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("missing team/app:1.1 -> " + layer + " blob (");
    assertThat(typed.type("validate ROOT --format json").out())
        .contains("\"concerns\" : [ \"team/app:1.1\" ]", "\"item\" : \"team/app@" + layer);
  }

  @Test
  void whatConcernsAnotherRepositoryIsWholeThoughTheRegistryIsNot() throws IOException {
    Files.delete(data(ownLayer("team/app", "1.1")));

    Typed.Answer answer = typed.type("validate ROOT --repository team/web");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("what concerns team/web is whole")
        .doesNotContain("the registry");
  }

  @Test
  void aLayerThatSeveralTagsNeedNamesOneAndHowManyMore() throws IOException {
    String shared = ownLayer("team/app", "1.1");
    Path manifest = data(digest("team/app", "1.1"));
    Path tags = typed.registry().resolve(BASE + "repositories/team/app/_manifests/tags");
    Files.createDirectories(tags.resolve("again/current"));
    Files.copy(tags.resolve("1.1/current/link"), tags.resolve("again/current/link"));
    Files.delete(data(shared));

    String out = typed.type("validate ROOT").out();

    assertThat(manifest).exists();
    assertThat(out).contains("missing team/app:1.1 and 1 more -> " + shared);
  }

  @Test
  void aMissingManifestNamesItsTagInTheReport() throws IOException {
    String manifest = digest("team/app", "1.2");
    Files.delete(data(manifest));

    assertThat(typed.type("report ROOT").out())
        .contains("missing team/app:1.2 -> " + manifest + " manifest (");
    assertThat(typed.type("report ROOT --format json").out())
        .contains("\"concerns\" : [ \"team/app:1.2\" ]", "\"run\" : null");
  }

  @Test
  void theReportNamesAMissingLayerWhateverIsRemembered() throws IOException {
    String layer = ownLayer("team/app", "1.1");
    assertThat(typed.type("report ROOT").out()).doesNotContain("finding");
    Files.delete(data(layer));
    Files.delete(data(layer).getParent());

    assertThat(typed.type("report ROOT").out())
        .contains("1 finding:", "missing team/app:1.1 -> " + layer + " blob (")
        .contains("needs it, and its content is not there");
  }

  @Test
  void anUntaggedManifestNamesItsRepository() throws IOException {
    String manifest = untaggedOfWeb();
    Files.delete(data(manifest));

    assertThat(typed.type("report ROOT").out())
        .contains("missing team/web -> " + manifest + " manifest (");
  }

  private String untaggedOfWeb() throws IOException {
    String tagged = digest("team/web", "latest");
    try (var links =
        Files.list(
            typed.registry().resolve(BASE + "repositories/team/web/_manifests/revisions/sha256"))) {
      return links
          .map(link -> "sha256:" + link.getFileName())
          .filter(digest -> !digest.equals(tagged))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void anImageOfAFirstRegistryNamesItsTag() throws IOException {
    Path old = folder.resolve("old");
    String image = "a".repeat(64);
    Files.createDirectories(old.resolve("images/" + "b".repeat(64)));
    Files.createDirectories(old.resolve("repositories/library/app"));
    Files.writeString(old.resolve("repositories/library/app/tag_latest"), image);

    String out = typed.type("validate " + old).out();

    assertThat(out).contains("library/app:latest -> " + image + " image (");
  }

  @Test
  void whatLiesInTheQuarantineIsToldWithTheLineThatGivesItBack() throws IOException {
    String manifest = untaggedOfWeb();
    Path link =
        typed
            .registry()
            .resolve(BASE + "repositories/team/web/_manifests/revisions/sha256")
            .resolve(manifest.substring("sha256:".length()) + "/link");
    typed.type("scrub ROOT --untagged --yes");
    Files.createDirectories(link.getParent());
    Files.writeString(link, manifest);

    String out = typed.with("DR_CLEAN_NAME", "./dr-clean").type("validate ROOT").out();

    Matcher line = Pattern.compile("give it back: \\./dr-clean (restore .*)").matcher(out);
    assertThat(line.find()).isTrue();
    assertThat(line.group(1)).endsWith(" --digest " + manifest);
    assertThat(typed.type("validate ROOT --format json").out()).contains("\"run\" : \"2026");
    typed.type(line.group(1));
    assertThat(typed.type("validate ROOT").exit()).isZero();
  }
}
