// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.registry.Tagged;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.judging.Verdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/// What holds of every policy in every world.
class JudgeLawsTest {
  private static final int SEEDS = 400;

  interface Law {
    void holds(Policy policy, World world, long seed);
  }

  private static void each(Law law) {
    int deletions = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Policy policy = new RandomPolicy(seed).policy();
      World world = new RandomPolicy(seed).world();
      deletions += world.judge(policy).gone().size();
      try {
        law.holds(policy, world, seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d: %s".formatted(seed, e), e);
      }
    }
    assertThat(deletions).isGreaterThan(SEEDS / 2);
  }

  @Test
  void theOrderOfRulesDoesNotMatter() {
    each(
        (policy, world, seed) -> {
          var shuffled = new ArrayList<>(policy.rules());
          Collections.shuffle(shuffled, new Random(seed));

          TreeSet<String> gone = world.judge(policy.with(shuffled)).gone();

          assertThat(gone).isEqualTo(world.judge(policy).gone());
        });
  }

  @Test
  void aFurtherKeepDeletesNothingMore() {
    each(
        (policy, world, _) -> {
          var more = new ArrayList<>(policy.rules());
          more.add(
              Rule.of("more", Selection.tags("v*"), List.of(new Keep.Last(2)), new Delete.Never()));

          Policy floorless = policy.with(policy.defaults().minKeep(0));

          TreeSet<String> gone = world.judge(floorless.with(more)).gone();

          assertThat(world.judge(floorless).gone()).containsAll(gone);
        });
  }

  @Test
  void reasonsAreGivenForEveryVerdictAndAgreeWithIt() {
    each(
        (policy, world, _) -> {
          Verdicts verdicts = world.judge(policy).verdicts();

          for (int r = 0; r < 2; r++) {
            List<Verdict> explained = verdicts.of(r);
            for (int t = 0; t < explained.size(); t++) {
              assertThat(explained.get(t).kind()).isEqualTo(verdicts.kind(r, t));
              assertThat(explained.get(t).because()).isNotBlank();
            }
          }
        });
  }

  @Test
  void whatNoRuleSelectsStays() {
    var gone = new TreeSet<String>();
    each(
        (policy, world, _) -> {
          List<Rule> narrow =
              policy.rules().stream()
                  .map(
                      r ->
                          new Rule(
                              r.name(),
                              Selection.tags("v*"),
                              r.counting(),
                              r.keep(),
                              r.delete(),
                              r.emptying()))
                  .toList();
          TreeSet<String> here = world.judge(policy.with(narrow)).gone();

          assertThat(here).allMatch(tag -> tag.contains(":v"));
          gone.addAll(here);
        });
    assertThat(gone).isNotEmpty();
  }

  @Test
  void withoutARuleThatDeletesNothingGoes() {
    each(
        (policy, world, _) -> {
          List<Rule> keeping =
              policy.rules().stream().filter(r -> r.delete() instanceof Delete.Never).toList();

          assertThat(world.judge(policy.with(keeping)).gone()).isEmpty();
        });
  }

  @Test
  void aFloorLeavesSoManyImagesWhereNoRuleLiftsIt() {
    each(
        (policy, world, _) -> {
          List<Rule> plain =
              policy.rules().stream()
                  .map(
                      r ->
                          new Rule(
                              r.name(),
                              r.selection(),
                              r.counting(),
                              r.keep(),
                              r.delete(),
                              Rule.Emptying.REFUSED))
                  .toList();
          Verdicts verdicts =
              world.judge(policy.with(plain).with(policy.defaults().minKeep(2))).verdicts();

          for (int r = 0; r < 2; r++) {
            int repository = r;
            var tags = world.inventory().repositories().get(r).tags();
            long left =
                java.util.stream.IntStream.range(0, tags.size())
                    .filter(t -> verdicts.kind(repository, t) != Kind.DELETE)
                    .map(t -> tags.get(t).digest())
                    .distinct()
                    .count();
            assertThat(left).isGreaterThanOrEqualTo(2);
          }
        });
  }

  /// Each way in which something is not known any more.
  private static final Map<String, BiConsumer<World, Random>> SILENCES =
      Map.of(
          "created", (world, _) -> world.evidence = world.evidence.created(Told.silent("silent")),
          "pulls", (world, _) -> world.evidence = world.evidence.pulls(Told.silent("silent")),
          "labels", (world, _) -> world.evidence = world.evidence.labels(Told.silent("silent")),
          "in use",
              (world, _) -> world.evidence = world.evidence.inUse("file:x", Told.silent("silent")),
          "locks", (world, _) -> world.evidence = world.evidence.locks(Told.silent("silent")),
          "one created", JudgeLawsTest::oneNotCreated,
          "one labelled", JudgeLawsTest::oneNotLabelled,
          "one pushed", JudgeLawsTest::oneNotPushed);

  private static void oneNotCreated(World world, Random chance) {
    notCreated(world, world.id("image" + chance.nextInt(6)));
  }

  private static void notCreated(World world, int hidden) {
    if (world.evidence.created() instanceof Told.Said<IntToLongFunction>(var created)) {
      world.evidence =
          world.evidence.created(
              Told.said(d -> d == hidden ? Evidence.UNKNOWN : created.applyAsLong(d)));
    }
  }

  private static void oneNotLabelled(World world, Random chance) {
    int hidden = world.id("image" + chance.nextInt(6));
    if (world.evidence.labels()
        instanceof Told.Said<IntFunction<Optional<Map<String, String>>>>(var labels)) {
      world.evidence =
          world.evidence.labels(Told.said(d -> d == hidden ? Optional.empty() : labels.apply(d)));
    }
  }

  /// Without a time of making, too, which would stand in.
  private static void oneNotPushed(World world, Random chance) {
    List<Tagged> tags = world.repositories.values().iterator().next();
    int hidden = chance.nextInt(tags.size());
    Tagged tag = tags.get(hidden);
    tags.set(hidden, new Tagged(tag.name(), tag.digest(), Instant.EPOCH));
    notCreated(world, tag.digest());
  }

  @Test
  void whatIsNotKnownDeletesNothing() {
    var fewer = new TreeSet<String>();
    each(
        (policy, world, seed) ->
            SILENCES.forEach(
                (what, silence) -> {
                  World other = new RandomPolicy(seed).world();
                  silence.accept(other, new Random(seed));
                  TreeSet<String> gone = world.judge(policy).gone();
                  TreeSet<String> here = other.judge(policy).gone();

                  assertThat(gone).as(what).containsAll(here);
                  if (here.size() < gone.size()) {
                    fewer.add(what);
                  }
                }));
    assertThat(fewer).isEqualTo(new TreeSet<>(SILENCES.keySet()));
  }
}
