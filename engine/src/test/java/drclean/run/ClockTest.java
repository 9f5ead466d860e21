// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A clock that is set forward or back while a run works.
class ClockTest {
  private static final Duration HOLD = Duration.ofDays(7);
  private static final Item.Tag KEPT = new Item.Tag("team/app", "kept");
  private static final Item.Tag LOST = new Item.Tag("team/app", "lost");

  private static Place world() {
    var place = new Place();
    place.push(KEPT, "config", "base", "top");
    place.push(LOST, "another", "base", "other");
    place.lose(LOST);
    return place.later(Duration.ofDays(30));
  }

  /// A scrub at the n-th step of which the clock is set by so many days.
  private static Outcome scrub(Place place, int n, int days) {
    var listener =
        new Listener() {
          private int steps;

          @Override
          public void stepped(Step step, Result result) {
            if (++steps == n) {
              place.later(Duration.ofDays(days));
            }
          }

          @Override
          public void gaveBack(GivenBack back) {}
        };
    var manner =
        new Manner("scrub", place.manner().horizon(), new Following(listener, () -> false));
    try (var lease = place.lease(place.storage)) {
      return Runner.execute(place.registry(), lease, place.plan(Keep.TAGGED), manner);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-20_000, -365, 365, 200_000})
  void aRunEndsAndCanBeUndoneWhereverTheClockJumps(int days) {
    for (int n = 1; n < 5; n++) {
      Place place = world();
      var before = place.outside();

      Outcome outcome = scrub(place, n, days);

      assertEquals(Outcome.Ended.DONE, outcome.ended());
      var all = place.outside();
      all.putAll(place.inside());
      assertEquals(before, all);
      place.restore(place.storage, Selection.everything());
      assertEquals(before, place.outside());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-20_000, -365, -1})
  void aClockThatWasSetBackAndIsRightAgainShortensNoWaiting(int days) {
    Place place = world();
    Instant begun = place.now;
    scrub(place, 2, days);
    place.now = begun.plus(HOLD).minusSeconds(60);

    var purge = place.purge(place.storage, HOLD);

    assertEquals(List.of(), purge.runs());
    assertFalse(place.inside().isEmpty());
    assertTrue(Runs.list(place.registry()).getFirst().since().plus(HOLD).isAfter(place.now));
  }

  @ParameterizedTest
  @ValueSource(ints = {-20_000, -365, 365, 20_000})
  void whatIsPushedUnderAWrongClockIsWholeAfterARun(int days) {
    Place place = world();
    place.later(Duration.ofDays(days));
    place.push(LOST, "another", "base", "other");
    place.later(Duration.ofDays(-days));

    place.scrub();

    assertEquals(0, place.missing());
    assertTrue(place.has(LOST));
  }
}
