// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags go by a policy, and come back.
class UntagCommandTest {
  private static final String POLICY =
      """
      version: 1
      defaults: {limits: {percent: 100}}
      rules:
        - {name: builds, tags: ["b*"], keep: {last: 1}, delete: {older-than: 7d}}
      """;
  private static final Pattern RUN = Pattern.compile("as run (\\S+)");

  @TempDir private Path folder = Path.of("");
  private Pushed registry;

  @BeforeEach
  void registry() throws IOException {
    registry =
        new Pushed(folder.resolve("registry"))
            .push("team/app", "b1", "one", 30)
            .push("team/app", "b2", "two", 20)
            .push("team/app", "b3", "three", 10)
            .push("team/app", "v1", "one", 30)
            .push("other", "b1", "four", 40)
            .push("other", "b2", "five", 35);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private Typed typed() {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache"));
  }

  private Typed.Answer type(String line) {
    return typed().type(line.replace("POLICY", folder.resolve("policy.yaml").toString()));
  }

  private boolean tagged(String repository, String tag) {
    return Files.exists(registry.tag(repository, tag).resolve("current/link"));
  }

  private static String run(Typed.Answer answer) {
    return RUN.matcher(answer.err())
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(answer.err()));
  }

  @Test
  void aDryRunShowsALineForEachTagAndMovesNothing() {
    Typed.Answer answer = type("untag ROOT --policy POLICY --dry-run");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out().lines().map(line -> line.replaceAll("  +", "|")))
        .hasSize(5)
        .anyMatch(
            l -> l.matches("team/app:b1\\|sha256:[0-9a-f]{12}\\|30d\\|builds\\|older than 7d"))
        .anyMatch(l -> l.startsWith("team/app:b2|"))
        .anyMatch(l -> l.startsWith("other:b1|"))
        .anyMatch(l -> l.startsWith("total tag: 3"));
    assertThat(answer.err())
        .contains("0 tags protected, 3 kept, 3 to go; then a scrub --untagged could take 6 blobs")
        .contains("dry run: nothing was moved");
    assertThat(tagged("team/app", "b1")).isTrue();
    assertThat(folder.resolve("registry/dr-clean")).doesNotExist();
  }

  @Test
  void tagsGoAndRestoreBringsThemBack() {
    Typed.Answer answer = type("untag ROOT --policy POLICY --yes");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.err())
        .contains("untagged 3 tags, as run ", "scrub", "--untagged", "undo it: dr-clean restore ");
    assertThat(tagged("team/app", "b1")).isFalse();
    assertThat(tagged("team/app", "b3")).isTrue();
    assertThat(tagged("team/app", "v1")).isTrue();
    assertThat(type("runs ROOT").out()).contains("-untag-");

    assertThat(type("restore ROOT " + run(answer)).exit()).isZero();
    assertThat(tagged("team/app", "b1")).isTrue();
    assertThat(tagged("other", "b1")).isTrue();
    assertThat(type("runs ROOT").out()).contains("nothing is in the quarantine");
  }

  @Test
  void whatAScrubTookComesBackWithItsTag() {
    Typed.Answer untagged = type("untag ROOT --policy POLICY --yes");
    assertThat(type("scrub ROOT --untagged --yes --max-percent 100").exit()).isZero();
    assertThat(registry.config("two")).doesNotExist();

    Typed.Answer answer = type("restore ROOT --tag team/app:b2 -v");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.err()).doesNotContain("is not known");
    assertThat(tagged("team/app", "b2")).isTrue();
    assertThat(registry.config("two")).exists();
    assertThat(registry.config("four")).doesNotExist();
    assertThat(untagged.exit()).isZero();
    assertThat(type("validate ROOT --deep").exit()).isZero();
  }

  @Test
  void whoAsksForMoreIsToldWhatStaysAndWhy() {
    String all = type("untag ROOT --policy POLICY --dry-run -v").err();
    String one = type("untag ROOT --policy POLICY --dry-run -v --repository other").err();

    assertThat(all).contains("team/app:b3 stays: last 1/1", "team/app:v1 stays: no-rule");
    assertThat(one).doesNotContain("team/app:b3 stays");
    assertThat(type("untag ROOT --policy POLICY --dry-run").err()).doesNotContain(" stays: ");
  }

  @Test
  void ofTwoRunsOfOneSecondTheLaterIsTheLatest() {
    type("untag ROOT --policy POLICY --yes");
    Typed later =
        Typed.at(folder.resolve("registry"), folder.resolve("cache")).later(Duration.ofMillis(500));
    later.type("scrub ROOT --untagged --yes --max-percent 100");

    List<String> runs = type("runs ROOT --format csv").out().lines().skip(1).toList();

    assertThat(runs).hasSize(2);
    assertThat(runs.getFirst()).contains("-scrub-");
    assertThat(runs.getLast()).contains("-untag-");
  }

  @Test
  void theSamePlanIsWrittenAsJson() {
    Typed.Answer answer = type("untag ROOT --policy POLICY --yes --format json");

    assertThat(answer.out())
        .contains(
            "\"dryRun\" : false",
            "\"tags\" : [",
            "\"verdict\" : \"delete\"",
            "\"steps\" : [",
            "\"freed\" : {",
            "\"moved\" : {",
            "\"elsewhere\" : [ ]");
    assertThat(type("untag ROOT --policy POLICY --dry-run --format csv").out())
        .isEqualTo("tag,digest,pushed,rule,reason\n");
  }

  @Test
  void onlyTheRepositoriesThatWereAskedForAreTouched() {
    assertThat(type("untag ROOT --policy POLICY --yes --repository team/*").exit()).isZero();

    assertThat(tagged("team/app", "b1")).isFalse();
    assertThat(tagged("other", "b1")).isTrue();
  }

  @Test
  void aPlanBeyondTheLimitsOfThePolicyIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY.replace("limits: {percent: 100}", "grace: 1h"));

    Typed.Answer answer = type("untag ROOT --policy POLICY --yes");

    assertThat(answer.exit()).isEqualTo(Exit.LIMIT.code);
    assertThat(answer.err()).contains("3 of 5 images", "20 %", "--max-percent 60 allows it");
    assertThat(tagged("team/app", "b1")).isTrue();
    assertThat(type("untag ROOT --policy POLICY --dry-run").exit()).isEqualTo(Exit.LIMIT.code);
    assertThat(type("untag ROOT --policy POLICY --yes --max-percent 60 --max-images 2").exit())
        .isEqualTo(Exit.LIMIT.code);
    assertThat(type("untag ROOT --policy POLICY --yes --max-percent 60 --max-bytes 1KiB").exit())
        .isEqualTo(Exit.LIMIT.code);
    assertThat(type("untag ROOT --policy POLICY --yes --max-percent 60").exit()).isZero();
  }

  @Test
  void aSourceThatDoesNotTellRefusesAll() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY + "protect: {in-use: [{file: missing}]}\n");

    Typed.Answer answer = type("untag ROOT --policy POLICY --yes");

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).contains("file:missing", "there is no such file");
    assertThat(tagged("team/app", "b1")).isTrue();
  }

  @Test
  void quickFormsShowThePolicyThatTheyStandFor() {
    Typed.Answer answer =
        type(
            "untag ROOT --keep-last 1 --older-than 7d --tags b* --except b2 --dry-run"
                + " --max-percent 100");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.err())
        .contains("version: 1", "name: quick", "last: 1", "older-than: 7d", "b2");
    assertThat(answer.out()).contains("team/app:b1").doesNotContain("app:b2", "other:b1");
    assertThat(type("untag ROOT --keep-last 1 --dry-run --max-percent 100").err())
        .contains("protect:", "latest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "untag ROOT --yes",
        "untag ROOT --tags b* --yes",
        "untag ROOT --keep-last 0 --yes",
        "untag ROOT --keep-last 1 --tags [ --yes",
        "untag ROOT --policy POLICY --keep-last 1 --yes",
        "untag ROOT --keep-last 1 --repository [ --yes",
        "untag ROOT --keep-last 1 --max-percent 101 --yes",
        "restore ROOT --as x",
        "restore ROOT --tag other:b1 --as x --force",
        "restore ROOT --all --force"
      })
  void wordsThatDoNotFitAreUsage(String line) {
    assertThat(type(line).exit()).isEqualTo(Exit.USAGE.code);
  }

  @Test
  void withoutATerminalItMustBeSaidThatItIsMeant() {
    assertThat(type("untag ROOT --policy POLICY").exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(tagged("team/app", "b1")).isTrue();
  }

  @Test
  void aPersonIsAsked() {
    String line = "untag ROOT --policy " + folder.resolve("policy.yaml");

    assertThat(typed().answering("n").type(line).err()).contains("Remove 3 tags", "nothing was");
    assertThat(tagged("team/app", "b1")).isTrue();
    assertThat(typed().answering("y").type(line).err()).contains("untagged 3 tags");
    assertThat(tagged("team/app", "b1")).isFalse();
  }

  @Test
  void nothingToDoIsDone() {
    type("untag ROOT --policy POLICY --yes");

    Typed.Answer again = type("untag ROOT --policy POLICY --yes");

    assertThat(again.exit()).isZero();
    assertThat(again.err()).contains("3 kept, 0 to go");
  }

  @Test
  void aTagThatPointsElsewhereByNowIsNotReplaced() {
    Typed.Answer untagged = type("untag ROOT --policy POLICY --yes");
    registry.push("team/app", "b1", "new", 0);

    Typed.Answer answer = type("restore ROOT " + run(untagged));

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.err()).contains("team/app:b1 stays in quarantine", "--as NAME, or --force");
    assertThat(target("team/app", "b1")).isEqualTo(registry.image("team/app", "new", 0).toString());
  }

  private String target(String repository, String tag) {
    try {
      return Files.readString(registry.tag(repository, tag).resolve("current/link"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTagComesBackUnderAnotherName() {
    String before = target("team/app", "b1");
    Typed.Answer untagged = type("untag ROOT --policy POLICY --yes");
    registry.push("team/app", "b1", "new", 0);

    Typed.Answer answer = type("restore ROOT --tag team/app:b1 --as b1-old");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(target("team/app", "b1-old")).isEqualTo(before);
    assertThat(target("team/app", "b1")).isNotEqualTo(before);
    assertThat(type("restore ROOT --tag team/app:b2 --as v1").err()).contains("already");
    assertThat(type("restore ROOT --tag team/app:b2 --as ../x").exit())
        .isEqualTo(Exit.REFUSED.code);
    assertThat(type("restore ROOT --tag team/app:b9 --as x").exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(type("restore ROOT " + run(untagged)).exit()).isZero();
    assertThat(type("validate ROOT --deep").exit()).isZero();
  }

  @Test
  void aTagThatIsInTheWayLeavesInARunOfItsOwn() {
    String before = target("team/app", "b1");
    type("untag ROOT --policy POLICY --yes");
    registry.push("team/app", "b1", "new", 2);
    String now = target("team/app", "b1");

    Typed.Answer dry = type("restore ROOT --tag team/app:b1 --force --dry-run");
    assertThat(dry.err()).contains("team/app:b1 would give way, which points at " + now);
    assertThat(target("team/app", "b1")).isEqualTo(now);

    Typed.Answer answer = type("restore ROOT --tag team/app:b1 --force");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(target("team/app", "b1")).isEqualTo(before);
    String gaveWay = run(answer);
    assertThat(type("restore ROOT " + gaveWay + " --force").exit()).isZero();
    assertThat(target("team/app", "b1")).isEqualTo(now);
    assertThat(type("validate ROOT").exit()).isZero();
  }

  @Test
  void aTagThatWasPushedLatelyStaysInTheWay() {
    type("untag ROOT --policy POLICY --yes");
    registry.push("team/app", "b1", "new", 0);
    String now = target("team/app", "b1");

    Typed.Answer answer = type("restore ROOT --tag team/app:b1 --force");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.err())
        .contains("team/app:b1 is not removed: it was pushed within the last 24h");
    assertThat(target("team/app", "b1")).isEqualTo(now);
  }

  @Test
  void purgeTakesAnUntagRunThatHasWaited() {
    type("untag ROOT --policy POLICY --yes");

    Typed.Answer answer = type("purge ROOT --hold 0s --yes");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(type("runs ROOT").out()).contains("nothing is in the quarantine");
    assertThat(type("validate ROOT --deep").exit()).isZero();
  }

  @Test
  void aPolicyThatWaitsForPressureIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY + "pressure: {start: 85%, stop: 80%}\n");

    assertThat(type("untag ROOT --policy POLICY --yes").exit()).isEqualTo(Exit.REFUSED.code);
  }
}
