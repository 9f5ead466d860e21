// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A night's work by a policy.
class CleanCommandTest {
  private static final String POLICY =
      """
      version: 1
      defaults: {limits: {percent: 100}}
      rules:
        - {name: builds, tags: ["b*"], keep: {last: 1}, delete: {older-than: 7d}}
      """;

  private static final Pattern STEP =
      Pattern.compile("(?m)^(blob|manifest-link|layer-link|history) .*?(sha256:[0-9a-f]{64})");
  private static final Pattern SAVED =
      Pattern.compile("\"kind\":\"([a-z-]+)\",.*?\"digest\":\"(sha256:[0-9a-f]{64})");

  @TempDir private Path folder = Path.of("");
  private Pushed registry;

  @BeforeEach
  void registry() throws IOException {
    registry =
        new Pushed(folder.resolve("registry"))
            .push("team/app", "b1", "one", 30)
            .push("team/app", "b2", "two", 20)
            .push("team/app", "b3", "three", 10)
            .push("team/app", "v1", "kept", 30);
    registry.image("team/app", "untagged", 60);
    policy(POLICY);
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private Typed.Answer type(String line) {
    return later(Duration.ZERO, line);
  }

  private Typed.Answer later(Duration time, String line) {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache"))
        .later(time)
        .type(line.replace("POLICY", folder.resolve("policy.yaml").toString()));
  }

  private boolean has(String image) {
    return Files.exists(registry.config(image));
  }

  private boolean tagged(String tag) {
    return Files.exists(registry.tag("team/app", tag));
  }

  @Test
  void tagsGoAndTheirManifestsAndNothingElse() {
    Typed.Answer answer = type("clean ROOT --policy POLICY --yes");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("team/app:b1", "clean: untagged 2 tags; moved ");
    assertThat(answer.out()).contains("; deleted 0 items, 0 B");
    assertThat(tagged("b1")).isFalse();
    assertThat(tagged("b3")).isTrue();
    assertThat(has("one")).isFalse();
    assertThat(has("two")).isFalse();
    assertThat(has("three")).isTrue();
    assertThat(has("untagged")).isTrue();
    assertThat(type("validate ROOT --deep").exit()).isZero();

    assertThat(type("restore ROOT --all").exit()).isZero();
    assertThat(tagged("b1")).isTrue();
    assertThat(has("one")).isTrue();
  }

  @Test
  void untaggedManifestsWaitForAsLongAsThePolicySays() throws IOException {
    policy(POLICY + "untagged: {delete: {older-than: 9d}}\n");

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("untagged")).as("nothing tells when it lost a tag").isTrue();
    assertThat(has("one")).isTrue();

    assertThat(later(Duration.ofDays(8), "clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("one")).isTrue();

    assertThat(later(Duration.ofDays(10), "clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("one")).isFalse();
    assertThat(has("three")).isTrue();
    assertThat(type("validate ROOT --deep").exit()).isZero();
  }

  @Test
  void whatATagPointedAtBeforeStaysForItsHistory() throws IOException {
    registry.push("team/app", "v1", "new", 15);
    policy(POLICY + "untagged: {delete: {older-than: 1d}, history: 1}\n");

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("kept")).isTrue();

    policy(POLICY + "untagged: {delete: {older-than: 20d}}\n");
    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("kept")).isTrue();

    policy(POLICY + "untagged: {delete: {older-than: 14d}}\n");
    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(has("kept")).isFalse();
    assertThat(has("new")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"untagged: {delete: {older-than: 14d}}", "untagged: {history: 0}"})
  void whatWasPushedAgainSinceItLostItsTagStays(String untagged) throws IOException {
    registry.push("team/app", "v1", "new", 15);
    type("untag ROOT --policy POLICY --yes");
    registry.image("team/app", "kept", -2);
    registry.image("team/app", "one", -2);
    policy(POLICY + untagged + "\n");

    later(Duration.ofDays(15), "clean ROOT --policy POLICY --yes");

    assertThat(has("one")).isTrue();
    assertThat(has("kept")).isTrue();
    assertThat(has("two")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"untagged: {delete: {older-than: 1d}}", "untagged: {history: 1}"})
  void whereAHistoryCannotBeReadUntaggedManifestsStay(String untagged) throws IOException {
    registry.push("team/app", "v1", "new", 15);
    policy(POLICY + untagged + "\n");
    Path history = registry.tag("team/app", "v1").resolve("index");
    Files.move(history.resolve("sha256"), folder.resolve("away"));
    Files.writeString(history.resolve("sha256"), "no folder");

    type("clean ROOT --policy POLICY --yes");

    assertThat(tagged("b1")).isFalse();
    assertThat(has("kept")).isTrue();
    assertThat(has("one")).isTrue();
  }

  @Test
  void whatHadAnotherTagSinceItsLastKnownLossStays() throws IOException {
    registry.push("team/app", "v2", "once more", 60).push("team/app", "v2", "other", 50);
    registry.image("team/app", "once more", 40);
    policy(POLICY + "untagged: {delete: {older-than: 14d}}\n");

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();

    assertThat(has("once more")).as("nothing tells when the second tag went").isTrue();
  }

  @Test
  void whatWaitedForAsLongAsThePolicySaysIsDeleted() {
    type("clean ROOT --policy POLICY --yes");
    assertThat(type("runs ROOT").out().lines()).hasSize(3);

    Typed.Answer answer = later(Duration.ofDays(8), "clean ROOT --policy POLICY --yes");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("clean: moved nothing; deleted ");
    assertThat(type("runs ROOT").out()).contains("nothing is in the quarantine");
  }

  @Test
  void nothingIsDeletedThatWasNotDueBeforeTheQuestion() throws IOException {
    policy(POLICY.replace("limits", "quarantine: 0s, limits"));

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(type("runs ROOT").out()).contains("-untag-", "-scrub-");

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isZero();
    assertThat(type("runs ROOT").out()).contains("nothing is in the quarantine");
  }

  @Test
  void aRegistryOfTheFirstLayoutIsRefused() {
    Path old = folder.resolve("old");
    Pushed.write(old.resolve("repositories/team/app/_index_images"), "[]", 90);
    Pushed.write(old.resolve("images/" + "0".repeat(64) + "/layer"), "layer", 90);

    Typed.Answer answer =
        Typed.at(old, folder.resolve("cache"))
            .type("clean ROOT --yes --policy " + folder.resolve("policy.yaml"));

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).contains("clean is for v2 registries so far");
  }

  @Test
  void aDryRunChangesNothing() {
    Typed.Answer answer = type("clean ROOT --policy POLICY --dry-run");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("team/app:b1");
    assertThat(tagged("b1")).isTrue();
    assertThat(folder.resolve("registry/dr-clean")).doesNotExist();
  }

  /// The kind and the digest of each step that a plan for people shows.
  private static List<String> shown(String out) {
    return STEP.matcher(out).results().map(step -> step.group(1) + " " + step.group(2)).toList();
  }

  /// The same of the saved plan of the scrub.
  private List<String> moved() throws IOException {
    try (var files = Files.walk(folder.resolve("registry/dr-clean/runs"))) {
      Optional<Path> plan =
          files
              .filter(file -> file.endsWith("plan.jsonl") && file.toString().contains("-scrub-"))
              .findFirst();
      return SAVED
          .matcher(plan.isPresent() ? Files.readString(plan.get()) : "")
          .results()
          .map(step -> step.group(1) + " " + step.group(2))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "untagged: {delete: {older-than: 1d}}", "untagged: {history: 1}"})
  void aDryRunShowsWhatTheScrubMovesThen(String untagged) throws IOException {
    registry.push("team/app", "b0", "zero", 40).push("team/app", "b0", "later", 35);
    registry.index("team/app", "b00", "of an index", 50);
    policy(POLICY + untagged + "\n");
    Typed.Answer dry = type("clean ROOT --policy POLICY --dry-run");

    Typed.Answer real = later(Duration.ofSeconds(1), "clean ROOT --policy POLICY --yes");

    assertThat(real.exit()).as(real.err()).isZero();
    String scrub = dry.out().substring(dry.out().indexOf("total tag"));
    assertThat(moved()).containsExactlyInAnyOrderElementsOf(shown(scrub));
  }

  @Test
  void oneDocumentTellsAll() {
    assertThat(type("clean ROOT --policy POLICY --yes --format json").out())
        .contains("\"tags\" : [", "\"untag\" : {", "\"scrub\" : {", "\"purge\" : {");
  }

  @Test
  void aPlanBeyondTheLimitsDoesNothingAtAll() throws IOException {
    policy(POLICY.replace("percent: 100", "percent: 10"));

    assertThat(type("clean ROOT --policy POLICY --yes").exit()).isEqualTo(Exit.LIMIT.code);
    assertThat(tagged("b1")).isTrue();

    Typed.Answer blobs =
        type("clean ROOT --policy POLICY --yes --max-percent 100 --max-blobs-percent 5");

    assertThat(blobs.exit()).isEqualTo(Exit.LIMIT.code);
    assertThat(blobs.err()).contains("--max-blobs-percent 40 allows it");
    assertThat(has("one")).isTrue();
  }

  @Test
  void aPersonIsAskedOnce() {
    Typed typed = Typed.at(folder.resolve("registry"), folder.resolve("cache"));

    Typed.Answer answer =
        typed.answering("n").type("clean ROOT --policy " + folder.resolve("policy.yaml"));

    assertThat(answer.err()).contains("Remove 2 tags", "for 7d?", "nothing was done");
    assertThat(tagged("b1")).isTrue();
  }
}
