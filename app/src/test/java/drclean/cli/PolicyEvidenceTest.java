// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a registry on disk and the files beside a policy tell, seen through what a policy says.
class PolicyEvidenceTest {
  /// A log of pulls that reaches back far enough and ends lately.
  private static final String LONG =
      """
      {"repository":"other","tag":"x","time":"2026-01-20T00:00:00Z"}
      {"repository":"other","tag":"x","time":"2026-11-22T20:00:00Z"}
      """;

  @TempDir private Path folder = Path.of("");
  private Path root = Path.of("");
  private Pushed registry;

  @BeforeEach
  void registry() {
    root = folder.resolve("registry");
    registry = new Pushed(root);
  }

  /// The verdicts on a repository, a line each: tag, verdict, reason.
  private String explain(String policy, String what) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), policy);
    Typed.Answer answer =
        Typed.at(root, folder.resolve("cache"))
            .type("policy explain %s ROOT %s --format csv".formatted(file(), what));
    return answer.out().lines().map(PolicyEvidenceTest::verdict).reduce("", (a, b) -> a + b + "\n")
        + answer.err();
  }

  private Path file() {
    return folder.resolve("policy.yaml");
  }

  private static String verdict(String line) {
    String[] cells = line.split(",", 6);
    return cells[0] + " " + cells[3] + " " + cells[5];
  }

  @Test
  void whenAnImageWasMadeStandsInItsConfiguration() throws IOException {
    registry
        .says("old", "{\"created\":\"2026-01-01T10:00:00.123Z\"}")
        .says("new", "{\"created\":\"2026-11-20T10:00:00Z\"}")
        .push("app", "b1", "old", 5)
        .push("app", "b2", "new", 5)
        .push("app", "b3", "silent", 300);

    String verdicts =
        explain(
            "version: 1\nrules: [{name: r, tags: ['b*'], by: created, delete: {older-than: 30d}}]",
            "app");

    assertThat(verdicts).contains("b1 delete", "b2 keep", "b3 keep");
  }

  @Test
  void aConfigurationThatIsMissingOrDamagedTellsNothing() throws IOException {
    String made = "{\"created\":\"2026-01-01T10:00:00Z\", \"x\": \"%s\"}";
    registry.says("gone", made.formatted("1")).says("cut", made.formatted("2"));
    registry.push("app", "b1", "gone", 50).push("app", "b2", "cut", 50).push("app", "b3", "x", 50);
    Files.delete(registry.config("gone"));
    Files.writeString(registry.config("cut"), "{\"created\":");

    String verdicts =
        explain(
            "version: 1\nrules: [{name: r, tags: ['b*'], by: created, delete: {older-than: 3d}}]",
            "app");

    assertThat(verdicts).contains("b1 keep", "b2 keep", "b3 keep").doesNotContain("delete by");
  }

  @Test
  void labelsStandInTheConfigurationToo() throws IOException {
    registry
        .says("l", "{\"config\":{\"Labels\":{\"keep\":\"yes\"}}}")
        .push("app", "b1", "l", 50)
        .push("app", "b2", "other", 50);

    String verdicts =
        explain(
            "version: 1\n"
                + "rules: [{name: r, tags: ['b*'], keep: {labels: {keep: 'y*'}}, delete: rest}]",
            "app");

    assertThat(verdicts).contains("b1 keep", "b2 delete");
  }

  @Test
  void aMediaTypeThatAManifestDoesNotSayIsThatOfItsFields() throws IOException {
    registry.push("app", "b1", "x", 50).push("app", "b2", "y", 60);

    String policy =
        "version: 1\n"
            + "rules: [{name: r, tags: ['b*'], media-types: ['%s'], delete: {older-than: 9d}}]";

    assertThat(explain(policy.formatted("application/vnd.oci.image.manifest.v1+json"), "app"))
        .contains("b2 delete");
    assertThat(explain(policy.formatted("application/vnd.oci.image.index.v1+json"), "app"))
        .contains("b2 keep");
  }

  @Test
  void whatAFileSaysToBeInUseIsProtected() throws IOException {
    registry.push("app", "b1", "x", 50).push("app", "b2", "y", 60).push("app", "b3", "z", 70);
    Files.writeString(folder.resolve("used"), "# a list\n\nreg.example.org/app:b1 shop/cart\n");

    String verdicts =
        explain(
            "version: 1\nprotect: {in-use: [{file: used}]}\n"
                + "rules: [{name: r, tags: ['b*'], delete: rest, allow-empty: true}]",
            "app");

    assertThat(verdicts).contains("b1 protected in-use file:used shop/cart", "b2 delete");
  }

  @Test
  void theDigestOfAConfigurationAndANameWithoutLibraryProtectToo() throws IOException {
    registry.push("library/app", "b1", "x", 50).push("library/app", "b2", "y", 60);
    registry.push("library/app", "b3", "z", 70);
    String config = Pushed.digest("{\"name\":\"y\"}").toString();
    Files.writeString(folder.resolve("used"), "app:b1 one\n" + config + " two\n");

    String verdicts =
        explain(
            "version: 1\nprotect: {in-use: [{file: used}]}\n"
                + "rules: [{name: r, tags: ['b*'], delete: rest, allow-empty: true}]",
            "library/app");

    assertThat(verdicts)
        .contains("b1 protected in-use file:used one", "b2 protected in-use file:used two")
        .contains("b3 delete");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{file: missing}",
        "{file: empty}",
        "{file: wrong}",
        "{file: others}",
        "kubernetes",
        "url:http://x/"
      })
  void aSourceOfUseThatDoesNotTellKeepsAll(String source) throws IOException {
    registry.push("app", "b1", "x", 50).push("app", "b2", "y", 60);
    Files.writeString(folder.resolve("empty"), "# nothing\n");
    Files.writeString(folder.resolve("wrong"), "<html>\n");
    Files.writeString(folder.resolve("others"), "reg.example.org/other:b1\n");

    String verdicts =
        explain(
            "version: 1\nprotect: {in-use: [%s]}\n"
                    .formatted("\"" + source + "\"")
                    .replace("\"{", "{")
                    .replace("}\"", "}")
                + "rules: [{name: r, tags: ['b*'], delete: rest}]",
            "app");

    assertThat(verdicts)
        .contains("b1 keep", "b2 keep", "nothing goes: in-use source")
        .doesNotContain("delete by");
  }

  private String pulls(String lines) throws IOException {
    registry.push("app", "b1", "x", 50).push("app", "b2", "y", 60).push("app", "b3", "z", 1);
    Files.writeString(folder.resolve("pulls.jsonl"), lines);
    return explain(
        """
        version: 1
        defaults: {min-keep: 0}
        pulls: {file: pulls.jsonl, ignore-from: ["scan*"]}
        rules: [{name: r, tags: ['b*'], delete: {not-pulled-for: 30d}}]
        """,
        "app");
  }

  @Test
  void whatWasNotPulledForLongGoes() throws IOException {
    String verdicts =
        pulls(
            """
            {"repository":"app","tag":"b2","time":"2026-09-01T00:00:00Z"}
            {"repository":"app","tag":"b1","time":"2026-11-22T00:00:00Z","from":"ci"}
            {"repository":"app","tag":"b2","time":"2026-11-22T00:00:00Z","from":"scanner"}
            """);

    assertThat(verdicts).contains("b1 keep", "b2 delete", "b3 keep");
  }

  @Test
  void pullsOfADigestCount() throws IOException {
    String digest = registry.image("app", "x", 50).toString();

    String verdicts =
        pulls(
            """
            {"repository":"app","tag":"other","time":"2026-09-01T00:00:00Z"}
            {"repository":"app","digest":"%s","time":"2026-11-22T00:00:00Z"}
            """
                .formatted(digest));

    assertThat(verdicts).contains("b1 keep", "b2 delete");
  }

  @Test
  void aPullOfAnImageOfAnIndexIsAPullOfTheIndex() throws IOException {
    String child = registry.image("app", "x", 50).toString();
    registry.index("app", "b4", "x", 50);

    String verdicts =
        pulls(
            LONG
                + "{\"repository\":\"app\",\"digest\":\"%s\",\"time\":\"2026-11-22T00:00:00Z\"}"
                    .formatted(child));

    assertThat(verdicts).contains("b2 delete", "b4 keep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"repository\":\"app\",\"tag\":\"b2\",\"time\":\"2026-11-22T00:00:00Z\"}",
        "{\"repository\":\"app\",\"tag\":\"b2\",\"time\":\"2026-01-20T00:00:00Z\"}\nnonsense",
        "{\"repository\":\"app\",\"tag\":\"b2\",\"time\":\"2026-09-01T00:00:00Z\"}",
        LONG + "{\"repository\":\"app\",\"tag\":\"b9\",\"time\":\"1999-11-20T00:00:00Z\"}",
        LONG + "{\"repository\":\"app\",\"tag\":\"b9\",\"time\":\"2031-11-20T00:00:00Z\"}",
        ""
      })
  void aHistoryOfPullsThatIsTooShortOrDamagedDeletesNothing(String lines) throws IOException {
    assertThat(pulls(lines)).contains("b1 keep", "b2 keep").doesNotContain("delete by");
  }

  @Test
  void aTagOfTheFirstLayoutHasTheAgeOfItsFile() throws IOException {
    root = folder.resolve("old");
    for (int i = 1; i <= 3; i++) {
      String image = "%064x".formatted(i);
      Path at = root.resolve("images/" + image);
      String made = i == 1 ? "2014-05-01T00:00:00Z" : "2026-11-20T00:00:00Z";
      Pushed.write(
          at.resolve("json"), "{\"id\":\"%s\",\"created\":\"%s\"}".formatted(image, made), 90);
      Pushed.write(at.resolve("ancestry"), "[\"%s\"]".formatted(image), 90);
      Pushed.write(at.resolve("layer"), "layer", 90);
      Pushed.write(root.resolve("repositories/team/app/tag_b" + i), image, i * 10);
    }
    Pushed.write(root.resolve("repositories/team/app/_index_images"), "[]", 90);
    String policy =
        "version: 1\nrules: [{name: r, tags: ['b*'], by: %s, delete: {older-than: 15d}}]";

    assertThat(explain(policy.formatted("pushed"), "team/app"))
        .contains("b1 keep", "b2 delete", "b3 delete");
    assertThat(explain(policy.formatted("created"), "team/app"))
        .contains("b1 delete", "b2 keep", "b3 keep");
  }
}
