// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Amount;
import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Counting.By;
import drclean.retention.Counting.Count;
import drclean.retention.Counting.Of;
import drclean.retention.Counting.Per;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Keep.Period;
import drclean.retention.Labels;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Policy.Defaults;
import drclean.retention.Policy.Orphans;
import drclean.retention.Policy.Protect;
import drclean.retention.Policy.Untagged;
import drclean.retention.Rule;
import drclean.retention.Rule.Emptying;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import drclean.retention.Selection.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Policies, and worlds for them, that one seed decides.
public final class RandomPolicy {
  private static final List<String> TAGS =
      List.of("**", "v*", "b*", "re:v[0-9.]+", "!v*", "*-rc*", "pr-?-*", "a: \"'#b", "latest");
  private static final List<String> NAMES =
      List.of("v1.0.0", "v1.1", "v2", "v2.0.1-rc1", "b1", "b2", "pr-1-a", "pr-1-b", "latest", "x");

  private final SplittableRandom chance;

  public RandomPolicy(long seed) {
    chance = new SplittableRandom(seed);
  }

  private boolean perhaps() {
    return chance.nextBoolean();
  }

  private <T> T pick(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }

  private <E> E pick(E[] of) {
    return of[chance.nextInt(of.length)];
  }

  private int number() {
    return 1 + chance.nextInt(4);
  }

  private Duration age() {
    return chance.nextInt(10) == 0
        ? Amount.FOREVER
        : Duration.ofSeconds(pick(List.of(1L, 3600L, 86_400L)) * (1 + chance.nextInt(40)));
  }

  private List<Pattern> patterns() {
    var some = new ArrayList<Pattern>();
    for (int i = chance.nextInt(3); i >= 0; i--) {
      some.add(new Pattern(pick(TAGS)));
    }
    return some;
  }

  private List<Pattern> maybePatterns() {
    return perhaps() ? List.of() : patterns();
  }

  private Labels labels() {
    return new Labels(new TreeMap<>(Map.of(pick(List.of("a", "b c: #")), new Pattern("x*"))));
  }

  public Policy policy() {
    var rules = new ArrayList<Rule>();
    for (int i = chance.nextInt(4); i >= 0; i--) {
      rules.add(rule(i));
    }
    return Policy.of()
        .with(rules)
        .with(
            new Defaults(
                pick(List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1))),
                age(),
                chance.nextInt(3),
                Policy.Limits.CAREFUL))
        .with(perhaps() ? Protect.NOTHING : Protect.NOTHING.tags("latest").inUse("file:x"))
        .with(perhaps() ? Untagged.STAY : new Untagged(age(), chance.nextInt(3)))
        .with(new Orphans(age()));
  }

  private Rule rule(int number) {
    List<Keep> keep = keep();
    Delete delete = delete();
    if (keep.isEmpty() && delete instanceof Delete.Never) {
      delete = new Delete.Rest();
    }
    return new Rule(
        "rule " + number, selection(), counting(), keep, delete, pick(Emptying.values()));
  }

  private Selection selection() {
    Unit unit = pick(Unit.values());
    return new Selection(
        perhaps() ? Selection.EVERYTHING : Pattern.list("team/**"),
        maybePatterns(),
        patterns(),
        maybePatterns(),
        chance.nextInt(4) == 0 ? labels() : Labels.ANY,
        List.of(),
        unit,
        unit == Unit.IMAGE ? pick(Match.values()) : Match.ANY);
  }

  private Counting counting() {
    return new Counting(
        perhaps() ? new Per.Repository() : new Per.Capture(new Pattern("re:pr-([0-9])-.*")),
        pick(By.values()),
        pick(Of.values()),
        pick(Count.values()),
        perhaps() ? Among.SELECTED : new Among(maybePatterns(), age()));
  }

  private List<Keep> keep() {
    var periods = new EnumMap<Period, Integer>(Map.of(pick(Period.values()), number()));
    List<Keep> all =
        List.of(
            new Keep.Last(number()),
            new Keep.Within(age()),
            new Keep.PulledWithin(age()),
            new Keep.LastPulled(number()),
            new Keep.Semver(number(), perhaps() ? number() : Keep.ALL, number(), chance.nextInt(3)),
            new Keep.Calendar(periods),
            new Keep.Labelled(labels()));
    return all.stream().filter(_ -> chance.nextInt(3) == 0).toList();
  }

  private Delete delete() {
    List<Delete.Condition> all =
        List.of(
            new Delete.OlderThan(age()),
            new Delete.NotPulledFor(age()),
            new Delete.Beyond(number()),
            new Delete.Labelled(labels()));
    List<Delete.Condition> some = all.stream().filter(_ -> perhaps()).toList();
    return some.isEmpty()
        ? pick(List.of(new Delete.Never(), new Delete.Rest()))
        : new Delete.When(some);
  }

  World world() {
    var world = new World();
    for (String repository : List.of("team/app", "other")) {
      for (String name : NAMES) {
        String image = "image" + chance.nextInt(6);
        if (chance.nextInt(8) == 0) {
          world.untimed(repository + ":" + name, image);
        } else {
          world.tag(repository + ":" + name, image, chance.nextInt(300) / 2.0);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      world
          .pulled("image" + i, chance.nextInt(40))
          .created("image" + i, World.ago(chance.nextInt(40)));
      world.label("image" + i, "a", perhaps() ? "x1" : "y");
    }
    return world.pullsSince(chance.nextInt(200)).inUse("file:x", "team/app:b1");
  }
}
