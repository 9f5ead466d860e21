// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Leaving;
import drclean.plan.Paths;
import drclean.plan.Plan;
import drclean.plan.Plan.Total;
import drclean.plan.Planner;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.registry.Repository;
import drclean.retention.judging.Verdict.Kind;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Manner;
import drclean.run.Outcome;
import drclean.run.Registry;
import drclean.run.Runner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The removal of tags that a policy lets go, planned and ready to be run.
///
/// @param leaving the tags that go, in the order in which they go
/// @param freed what a scrub of untagged manifests could take then
/// @param repositories which were asked for, by name
/// @param images how many images lose a tag, and how many there are
public record Untag(
    Judged judged,
    List<Opinion> leaving,
    Plan plan,
    Total freed,
    Images images,
    Predicate<String> repositories) {
  private static final Comparator<Opinion> BY_NAME =
      Comparator.comparing((Opinion opinion) -> opinion.tag().repository())
          .thenComparing(opinion -> opinion.tag().name());

  /// Images that lose a tag, of so many; an image of two repositories counts twice.
  public record Images(long losing, long all) {
    /// How many of a hundred, rounded up.
    public long percent() {
      return all == 0 ? 0 : (losing * 100 + all - 1) / all;
    }
  }

  /// How tags lie in a registry: where each is, and what is noted beside it.
  public record Lying(Paths paths, Function<Item.Tag, List<Item.Metadata>> notes) {}

  /// Looks, judges and plans for the repositories of these names; changes nothing.
  ///
  /// @throws Refused when a source that the policy asks does not tell
  public static Untag look(Registry registry, Charter charter, Predicate<String> repositories) {
    charter.pressure().ifPresent(Untag::refusePressure);
    Judged judged = Judged.of(registry, charter);
    var notes = new TagNotes(registry.layout(), judged.inventory());
    return of(judged, repositories, new Lying(registry.layout()::path, notes::of));
  }

  /// Plans for the repositories of these names by what was judged.
  ///
  /// @throws Refused when a source that the policy asks does not tell
  public static Untag of(Judged judged, Predicate<String> repositories, Lying lying) {
    Unnamed.requireOne(
        repositories, judged.inventory().repositories().stream().map(Repository::name));
    judged.verdicts().blocked().stream().findFirst().ifPresent(Untag::refuse);
    var going = new ArrayList<BitSet>();
    var leaving = new ArrayList<Opinion>();
    long losing = 0;
    for (int place = 0; place < judged.inventory().repositories().size(); place++) {
      boolean asked = repositories.test(judged.inventory().repositories().get(place).name());
      BitSet deleted = asked ? judged.verdicts().deleted(place) : new BitSet();
      going.add(deleted);
      losing += judged.images(place, deleted::get);
      if (!deleted.isEmpty()) {
        List<Opinion> all = judged.opinions(place);
        deleted.stream().mapToObj(all::get).forEach(leaving::add);
      }
    }
    leaving.sort(BY_NAME);
    Total freed = leaving.isEmpty() ? Total.NONE : new Freed(judged.inventory()).by(going::get);
    return new Untag(
        judged,
        List.copyOf(leaving),
        plan(judged, leaving, lying),
        freed,
        new Images(losing, judged.images()),
        repositories);
  }

  /// Refuses a policy that asks how full a storage is.
  public static void refusePressure(Charter charter) {
    charter.pressure().ifPresent(Untag::refusePressure);
  }

  private static void refusePressure(String why) {
    throw new Refused(why + "; take pressure out of it");
  }

  private static void refuse(String why) {
    throw new Refused(why + "; nothing goes until it does");
  }

  private static Plan plan(Judged judged, List<Opinion> opinions, Lying lying) {
    List<Leaving> leaving =
        opinions.stream()
            .map(
                opinion ->
                    new Leaving(
                        opinion.tag(),
                        opinion.digest().orElseThrow(),
                        opinion.verdict().because(),
                        lying.notes().apply(opinion.tag())))
            .toList();
    return Planner.untag(judged.inventory().layout(), leaving, judged.now(), lying.paths());
  }

  /// The tags that stay in what was asked for, each with why.
  public Stream<Opinion> staying() {
    List<Repository> all = judged.inventory().repositories();
    return IntStream.range(0, all.size())
        .filter(place -> repositories.test(all.get(place).name()))
        .boxed()
        .flatMap(place -> judged.opinions(place).stream())
        .filter(opinion -> opinion.verdict().kind() != Kind.DELETE);
  }

  /// How many tags of the registry have this verdict.
  public long count(Kind kind) {
    return judged.verdicts().count(kind);
  }

  /// Runs the plan. A tag that points elsewhere than judged, or was pushed since, stays.
  public Outcome run(Registry registry, Lease lease, Following following) {
    var horizon = Seen.before(judged.now(), judged.verdicts().policy().defaults().grace());
    return Runner.execute(registry, lease, plan, new Manner("untag", horizon, following));
  }

  /// The tags of an outcome that stayed because they point elsewhere, as a person names them.
  public static List<String> elsewhere(Outcome outcome) {
    return outcome.elsewhere().stream().map(step -> step.item().title()).toList();
  }
}
