// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PinsTest {
  private static final String ALL_GO =
      "rules: [{name: r, tags: [\"b*\"], delete: rest, allow-empty: true}]\n";

  private final World world = new World();

  @BeforeEach
  void aTagThatGoesAndOneThatStays() {
    world.tag("app:b1", "a", 50).tag("app:prod", "p", 50).linked("app", "old").linked("app", "new");
    world.evidence =
        world
            .evidence
            .history(
                Told.said(
                    (_, tag) ->
                        tag == 1 ? new int[] {world.id("new"), world.id("old")} : new int[0]))
            .untaggedSince(
                (_, digest) -> World.ago(digest == world.id("old") ? 40 : 3).toEpochMilli());
  }

  private Map<Integer, String> pins(String policy) {
    return Pins.of(world.judge(ALL_GO + policy).verdicts(), 0);
  }

  @Test
  void withoutAWordOfUntaggedAllStay() {
    assertThat(pins("")).containsOnlyKeys(world.id("a"), world.id("old"), world.id("new"));
  }

  @Test
  void ageCountsFromTheLossOfTheLastTag() {
    assertThat(pins("untagged: {delete: {older-than: 14d}}"))
        .containsEntry(world.id("a"), "it loses its last tag only now")
        .containsEntry(world.id("new"), "it lost its last tag too lately")
        .doesNotContainKey(world.id("old"));
  }

  @Test
  void theLastDigestsOfATagThatStaysAreKept() {
    assertThat(pins("untagged: {delete: {older-than: 0s}, history: 2}"))
        .containsEntry(world.id("old"), "history of prod")
        .containsEntry(world.id("new"), "history of prod")
        .doesNotContainKey(world.id("a"));
  }

  @Test
  void silentHistoriesKeepAll() {
    world.evidence = world.evidence.history(Told.silent("no such folder"));

    assertThat(pins("untagged: {delete: {older-than: 0s}, history: 1}")).hasSize(3);
  }

  @Test
  void whatIsInUseByDigestStays() {
    world.inUse("kubernetes", "app@" + World.digest("old") + " shop/cart");

    assertThat(pins("protect: {in-use: [kubernetes]}\nuntagged: {delete: {older-than: 1d}}"))
        .containsEntry(world.id("old"), "in-use kubernetes shop/cart");
  }
}
