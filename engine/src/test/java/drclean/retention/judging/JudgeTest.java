// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Repository.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static final String ALL_GO =
      "defaults: {min-keep: 0}\nrules: [{name: r, tags: [\"**\"], delete: rest}]";

  private final World world = new World();

  @Test
  void aTagYoungerThanTheGraceTimeIsProtected() {
    world.tag("app:a", "a", 0.9).tag("app:b", "b", 1).tag("app:c", "c", -5);

    var judged = world.judge(ALL_GO);

    assertThat(judged.of("app:a")).isEqualTo("PROTECTED grace");
    assertThat(judged.of("app:c")).isEqualTo("PROTECTED grace");
    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void aTagOfUnknownTimeStays() {
    world.untimed("app:a", "a");

    assertThat(world.judge(ALL_GO).of("app:a")).isEqualTo("KEEP unknown-time");
  }

  @Test
  void aTagOfUnknownTimeTakesNoPlace() {
    world.untimed("app:a", "a").tag("app:b", "b", 50).tag("app:c", "c", 60);

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], keep: {last: 1}, delete: rest}]");

    assertThat(judged.of("app:a")).isEqualTo("KEEP unknown-time");
    assertThat(judged.of("app:b")).isEqualTo("KEEP last 1/1");
    assertThat(judged.gone()).containsExactly("app:c");
  }

  @Test
  void theFirstSightStandsForAPushThatNobodyKnows() {
    world.untimed("app:a", "a");
    world.evidence = world.evidence.firstSeen((_, _) -> World.ago(30).toEpochMilli());

    assertThat(world.judge(ALL_GO).gone()).containsExactly("app:a");
  }

  @Test
  void theFloorKeepsTheNewestWithAllItsTags() {
    world.tag("app:a", "a", 30).tag("app:a2", "a", 70).tag("app:b", "b", 40).tag("app:c", "c", 50);

    var judged =
        world.judge("defaults: {min-keep: 2}\nrules: [{name: r, tags: [\"**\"], delete: rest}]");

    assertThat(judged.of("app:a2")).isEqualTo("KEEP floor");
    assertThat(judged.gone()).containsExactly("app:c");
  }

  @Test
  void whatStaysAnywayCountsForTheFloor() {
    world.tag("app:prod", "p", 90).tag("app:b1", "a", 30);

    var judged = world.judge("rules: [{name: r, tags: [\"b*\"], delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:b1");
  }

  @Test
  void aRuleThatAllowsItMayEmptyARepository() {
    world.tag("app:a", "a", 30);

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], delete: rest, allow-empty: true}]");

    assertThat(judged.gone()).containsExactly("app:a");
  }

  @Test
  void placesAreCountedInEachCapturedGroup() {
    world.tag("app:pr-1-a", "a", 5).tag("app:pr-1-b", "b", 6).tag("app:pr-2-a", "c", 7);
    world.tag("app:other", "d", 8).tag("app:another", "e", 9);

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], per: \"re:pr-([0-9]+)-.*\", delete: {beyond: 1}}]");

    assertThat(judged.gone()).containsExactly("app:another", "app:pr-1-b");
  }

  @Test
  void theCalendarKeepsTheNewestOfEachPeriodThatHasOne() {
    world.tag("app:a", "a", 1.1).tag("app:b", "b", 1.2).tag("app:c", "c", 9).tag("app:d", "d", 40);

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], keep: {calendar: {daily: 2, monthly: 2}}, delete:"
                + " rest}]");

    assertThat(judged.of("app:a")).isEqualTo("KEEP daily 1/2, monthly 1/2");
    assertThat(judged.of("app:c")).isEqualTo("KEEP daily 2/2");
    assertThat(judged.of("app:d")).isEqualTo("KEEP monthly 2/2");
    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void agesFromTheNewestLetAbandonedRepositoriesBe() {
    world.tag("app:a", "a", 500).tag("app:b", "b", 503).tag("app:c", "c", 600);

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], of: newest, keep: {within: 30d}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:c");
  }

  @Test
  void equalPushesAreOrderedByName() {
    world.tag("app:b", "b", 5).tag("app:a", "a", 5).tag("app:c", "c", 5);

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], keep: {last: 2}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:c");
  }

  @ParameterizedTest
  @CsvSource({"docker.io/app:v1", "localhost:5000/app:v1", "app:v1", "https://x.y/app:v1"})
  void whatIsInUseIsProtectedUnderWhateverHost(String reference) {
    world.tag("app:v1", "a", 50).tag("app:v2", "b", 50).inUse("file:x", reference + " ns/pod");

    var judged =
        world.judge(
            "protect: {in-use: [\"file:x\"]}\nrules: [{name: r, tags: [\"**\"], delete: rest}]");

    assertThat(judged.of("app:v1")).isEqualTo("PROTECTED in-use file:x ns/pod");
    assertThat(judged.gone()).containsExactly("app:v2");
  }

  @Test
  void aReferenceWithoutTagMeansLatest() {
    world.tag("app:latest", "a", 50).tag("app:v2", "b", 50).inUse("file:x", "# pods", "", "app");

    var judged =
        world.judge(
            "protect: {in-use: [\"file:x\"]}\nrules: [{name: r, tags: [\"**\"], delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:v2");
  }

  @Test
  void aSourceOfUseThatCannotBeReadStopsEveryDeletion() {
    world.tag("app:v1", "a", 50).inUse("file:x", "<html> an error");

    var judged =
        world.judge(
            "protect: {in-use: [\"file:x\"]}\n"
                + "rules: [{name: r, tags: [\"**\"], delete: rest, allow-empty: true}]");

    assertThat(judged.gone()).isEmpty();
    assertThat(judged.verdicts().blocked()).hasSize(1);
    assertThat(judged.of("app:v1")).startsWith("KEEP in-use source file:x does not tell");
  }

  @Test
  void aSourceOfUseThatWasNotAskedStopsEveryDeletion() {
    world.tag("app:v1", "a", 50);

    var judged =
        world.judge(
            "protect: {in-use: [kubernetes]}\n" + ALL_GO.replace("defaults: {min-keep: 0}\n", ""));

    assertThat(judged.verdicts().blocked()).hasSize(1);
    assertThat(judged.gone()).isEmpty();
  }

  @Test
  void silentLocksStopEveryDeletion() {
    world.tag("app:v1", "a", 50);
    world.evidence = world.evidence.locks(Told.silent("500 Internal Server Error"));

    assertThat(world.judge(ALL_GO).gone()).isEmpty();
  }

  @Test
  void aLockedTagIsProtected() {
    world.tag("app:v1", "a", 50).tag("app:v2", "b", 50);
    world.evidence = world.evidence.locks(Told.said((_, tag) -> tag == 0));

    assertThat(world.judge(ALL_GO).gone()).containsExactly("app:v2");
  }

  @Test
  void silentPullsStopOnlyTheRulesThatAskForThem() {
    world.tag("app:a", "a", 50).tag("app:b", "b", 50);

    var judged =
        world.judge(
            """
            defaults: {min-keep: 0}
            rules:
              - {name: pulls, tags: [a], delete: {not-pulled-for: 30d}}
              - {name: ages, tags: [b], delete: {older-than: 30d}}
            """);

    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void aRepositoryThatCannotBeReadWholeLosesNothing() {
    world.tag("app:a", "a", 50).whole = Whole.DAMAGED;

    assertThat(world.judge(ALL_GO).of("app:a"))
        .isEqualTo("KEEP its repository cannot be read whole");
  }

  @Test
  void aTagThatCannotBeReadStays() {
    world.tag("app:a", "a", 50).torn("app:torn", 50);

    assertThat(world.judge(ALL_GO).of("app:torn")).isEqualTo("KEEP unreadable");
  }

  @Test
  void labelsSelectKeepAndDelete() {
    world
        .tag("app:a", "a", 50)
        .tag("app:b", "b", 50)
        .label("a", "keep", "yes")
        .label("b", "team", "x");

    var kept =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], keep: {labels: {keep: \"yes\"}}, delete: rest}]");
    var selected =
        world.judge("rules: [{name: r, tags: [\"**\"], labels: {team: \"*\"}, delete: rest}]");

    assertThat(kept.gone()).containsExactly("app:b");
    assertThat(selected.gone()).containsExactly("app:b");
  }

  @Test
  void unknownLabelsKeepWhatARuleForLabelsMightSelect() {
    world.tag("app:a", "a", 50);

    var judged =
        world.judge(
            "defaults: {min-keep: 0}\n"
                + "rules: [{name: r, tags: [\"**\"], labels: {team: x}, delete: rest}]");

    assertThat(judged.gone()).isEmpty();
  }

  @Test
  void anImageStaysUntilTheDayThatItsLabelNames() {
    world.tag("app:a", "a", 50).tag("app:b", "b", 50).tag("app:c", "c", 50);
    world
        .label("a", "until", "2026-01-15")
        .label("b", "until", "2026-01-14")
        .label("c", "until", "soon");

    var judged =
        world.judge(
            "protect: {keep-until: until}\nrules: [{name: r, tags: [\"**\"], delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void olderThanBeginsBehindTheAge() {
    world.tag("app:a", "a", 30).tag("app:b", "b", 30.1).tag("app:c", "c", 2);

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], delete: {older-than: 30d}}]");

    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void warningsNameRulesThatDoNothingOrTooMuch() {
    world.tag("app:a", "a", 50).tag("app:b", "b", 50).tag("app:c", "c", 2);

    var judged =
        world.judge(
            """
            rules:
              - {name: idle, tags: ["x*"], delete: rest}
              - {name: weak, tags: [a], delete: rest}
              - {name: strong, tags: [a], keep: {last: 1}}
              - {name: all, tags: [b], delete: rest}
            """);

    assertThat(judged.verdicts().warnings())
        .containsExactly(
            new Warning.SelectsNothing("idle"),
            new Warning.AlwaysOverruled("weak", List.of("rule strong")),
            new Warning.DeletesAll("all", 1));
  }
}
