// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Attachments;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What bit the users of other cleaners.
class PitfallsTest {
  private final World world = new World();

  @Test
  void aFirstKeepRuleDeletesNothing() {
    world.tag("app:v1", "a", 100).tag("app:other", "b", 100);

    var judged = world.judge("rules: [{name: r, tags: [\"v*\"], keep: {last: 1}}]");

    assertThat(judged.gone()).isEmpty();
    assertThat(judged.of("app:other")).isEqualTo("KEEP no-rule");
  }

  @Test
  void whatWasPushedButNotYetPulledStaysUnderAPullRule() {
    world.tag("app:new", "a", 3).tag("app:old", "b", 60).pullsSince(365);

    var judged =
        world.judge("rules: [{name: r, tags: [\"**\"], keep: {pulled-within: 30d}, delete: rest}]");

    assertThat(judged.of("app:new")).isEqualTo("KEEP pulled-within 30d");
    assertThat(judged.gone()).containsExactly("app:old");
  }

  @Test
  void theNewestAreCountedAmongAllThatIsSelectedNotAmongTheDoomed() {
    world.tag("app:a", "a", 2).tag("app:b", "b", 3).tag("app:c", "c", 50).tag("app:d", "d", 60);

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], keep: {last: 2}, delete: {older-than: 30d}}]");

    assertThat(judged.gone()).containsExactly("app:c", "app:d");
  }

  @Test
  void oneTagOfAnImageGoesAndTheOtherStays() {
    world.tag("app:b1", "x", 50).tag("app:prod", "x", 50).tag("app:b2", "y", 40);

    var judged = world.judge("rules: [{name: r, tags: [\"b*\"], keep: {last: 1}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:b1");
  }

  @Test
  void aliasesTakeOnePlaceTogether() {
    world.tag("app:b4", "x", 4).tag("app:b3", "x", 5).tag("app:b2", "y", 6).tag("app:b1", "z", 7);

    var judged = world.judge("rules: [{name: r, tags: [\"b*\"], keep: {last: 2}, delete: rest}]");

    assertThat(judged.of("app:b3")).isEqualTo("KEEP last 1/2");
    assertThat(judged.of("app:b2")).isEqualTo("KEEP last 2/2");
    assertThat(judged.gone()).containsExactly("app:b1");
  }

  @Test
  void theClockIsThePushNotWhatTheImageSays() {
    world
        .tag("app:new", "a", 2)
        .tag("app:old", "b", 90)
        .created("a", Instant.parse("1980-01-01T00:00:01Z"))
        .created("b", World.ago(1));

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], keep: {last: 1}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:old");
  }

  @Test
  void datesOfReproducibleBuildsAreUnknownTimes() {
    world
        .tag("app:a", "a", 50)
        .tag("app:b", "b", 60)
        .created("a", Instant.EPOCH)
        .created("b", World.ago(60));

    var judged =
        world.judge(
            "defaults: {min-keep: 0}\n"
                + "rules: [{name: r, tags: [\"**\"], by: created, keep: {within: 7d}, delete:"
                + " rest}]");

    assertThat(judged.of("app:a")).isEqualTo("KEEP unknown-time");
    assertThat(judged.gone()).containsExactly("app:b");
  }

  @Test
  void namesAreNotTakenForTimes() {
    world.tag("app:b10", "a", 10).tag("app:b9", "b", 5);

    var judged = world.judge("rules: [{name: r, tags: [\"b*\"], keep: {last: 1}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:b10");
  }

  @Test
  void retaggingGivesANewAge() {
    world.tag("app:b1", "x", 90).tag("app:release-1", "x", 2);

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], keep: {within: 30d}, delete: {older-than: 30d}}]");

    assertThat(judged.of("app:release-1")).isEqualTo("KEEP within 30d");
    assertThat(judged.gone()).containsExactly("app:b1");
  }

  @Test
  void signaturesTakeNoPlaceAndStayWithTheirImage() {
    String signature = "sha256-" + World.digest("a").hex() + ".sig";
    world.tag("app:v1", "a", 50).tag("app:v2", "b", 40).tag("app:" + signature, "s", 30);

    var judged = world.judge("rules: [{name: r, tags: [\"**\"], keep: {last: 2}, delete: rest}]");

    assertThat(Attachments.named(signature)).isTrue();
    assertThat(judged.gone()).isEmpty();
    assertThat(judged.of("app:" + signature)).isEqualTo("KEEP attachment");
  }

  @Test
  void aSignatureWhoseImageIsGoneGoesOnlyWhenOrphansAreAskedFor() {
    String signature = "sha256-" + World.digest("gone").hex() + ".sig";
    world.tag("app:v1", "a", 50).tag("app:" + signature, "s", 30);

    var quiet = world.judge("rules: [{name: r, tags: [\"**\"], keep: {last: 1}, delete: rest}]");
    var asked = world.judge("orphans: {delete: {older-than: 7d}}");

    assertThat(quiet.gone()).isEmpty();
    assertThat(asked.gone()).containsExactly("app:" + signature);
    assertThat(world.judge("orphans: {delete: {older-than: 7d}}\nprotect: {repos: [app]}").gone())
        .isEmpty();
  }

  @Test
  void aSignatureOfAnImageThatAnIndexNamesIsNoOrphan() {
    String signature = "sha256-" + World.digest("child").hex() + ".sig";
    world.tag("app:v1", "index", 50).tag("app:" + signature, "s", 30);
    world.needs.put(
        world.id("index"), new int[] {drclean.registry.Needs.manifest(world.id("child"))});

    assertThat(world.judge("orphans: {delete: {older-than: 7d}}").gone()).isEmpty();
  }

  @Test
  void noOrphanGoesWhileAnotherRepositoryCannotBeRead() {
    String signature = "sha256-" + World.digest("gone").hex() + ".sig";
    world.tag("app:" + signature, "s", 30).tag("other:v1", "a", 50);
    world.wholes.put("other", drclean.registry.Repository.Whole.DAMAGED);

    var judged = world.judge("orphans: {delete: {older-than: 7d}}");

    assertThat(judged.of("app:" + signature)).startsWith("KEEP its subject may be where");
  }

  @Test
  void childrenOfAnIndexThatStaysAreNotDeletedAsUntagged() {
    world.tag("app:v1", "index", 50);
    world.needs.put(
        world.id("index"), new int[] {drclean.registry.Needs.manifest(world.id("child"))});

    var judged =
        world
            .inUse("kubernetes", "app@" + World.digest("child"))
            .judge(
                "protect: {in-use: [kubernetes]}\n"
                    + "rules: [{name: r, tags: [\"**\"], delete: rest, allow-empty: true}]");

    assertThat(judged.of("app:v1")).startsWith("PROTECTED in-use kubernetes");
  }

  @Test
  void anyAndAllOfAnImagesTagsAreSaidInWords() {
    world.tag("app:a1", "x", 50).tag("app:b1", "x", 50).tag("app:a2", "y", 50);
    world.tag("app:z", "z", 1);
    String rule =
        "rules: [{name: r, unit: image, match: %s, tags: [\"a*\", \"b*\"], delete: rest}]";

    var any = world.judge(rule.formatted("any"));
    var all = world.judge(rule.formatted("all"));

    assertThat(any.gone()).containsExactly("app:a1", "app:a2", "app:b1");
    assertThat(all.gone()).containsExactly("app:a1", "app:b1");
  }

  @Test
  void aRegexMatchesTheWholeName() {
    world.tag("app:v2.1", "a", 50).tag("app:rev2", "b", 50).tag("app:new", "c", 1);

    var judged = world.judge("rules: [{name: r, tags: [\"re:v2.*\"], delete: rest}]");

    assertThat(judged.gone()).containsExactly("app:v2.1");
  }

  @Test
  void pullsFromAShortHistoryDoNotDelete() {
    world.tag("app:a", "a", 90).tag("app:b", "b", 1).pullsSince(10);

    var judged =
        world.judge("rules: [{name: r, tags: [\"**\"], keep: {pulled-within: 30d}, delete: rest}]");

    assertThat(judged.of("app:a")).isEqualTo("KEEP pull-history-too-short");
  }

  @Test
  void whoPushesManyTagsDoesNotEvictTheGoodOnesAtOnce() {
    world.tag("app:good", "good", 3);
    for (int i = 0; i < 20; i++) {
      world.tag("app:evil" + i, "evil" + i, 2);
    }

    var judged =
        world.judge(
            "rules: [{name: r, tags: [\"**\"], keep: {last: 5, within: 7d}, delete: rest}]");

    assertThat(judged.of("app:good")).isEqualTo("KEEP within 7d");
  }

  @Test
  void aPolicyHasLimitsUnlessItSaysOtherwise() {
    var policy = drclean.retention.Policy.of();

    assertThat(policy.defaults().limits().percent()).isEqualTo(20);
    assertThat(policy.defaults().limits().images()).isEqualTo(2_000);
  }

  @Test
  void onePolicySpeaksOfAllRepositories() {
    world.tag("team/a:b1", "a", 50).tag("team/a:b2", "b", 40);
    world.tag("other/b:b1", "c", 50).tag("other/b:b2", "d", 40);

    var judged =
        world.judge(
            "rules: [{name: r, repos: [\"**\"], tags: [\"b*\"], keep: {last: 1}, delete: rest}]");

    assertThat(judged.gone()).containsExactly("other/b:b1", "team/a:b1");
  }
}
