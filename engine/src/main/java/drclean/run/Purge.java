// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Deletes for good what has waited long enough in quarantine: looks again first and gives back
/// what became needed, deletes, and looks once more.
public final class Purge {
  private final Registry registry;
  private final Lease lease;
  private final Following following;
  private final Set<Doubt> meant;

  /// Which runs may be deleted, and when.
  ///
  /// @param hold how long they wait
  /// @param meant what would forbid it, and is meant
  public record Terms(Duration hold, Set<Doubt> meant) {}

  /// What a purge did.
  ///
  /// @param runs the runs that are gone
  /// @param held runs whose time has come and that stay, because something in them may be needed
  ///   and could not be given back
  /// @param deleted items and bytes that were deleted
  /// @param recheck what was given back before
  /// @param alarm what something came to need while it was deleted, and that is not there
  public record Result(
      List<String> runs,
      List<String> held,
      Total deleted,
      Recheck.Result recheck,
      Set<Digest> alarm) {}

  private Purge(Registry registry, Lease lease, Following following, Set<Doubt> meant) {
    this.registry = registry;
    this.lease = lease;
    this.following = following;
    this.meant = meant;
  }

  /// Deletes the runs that ended longer than `hold` ago.
  public static Result purge(Registry registry, Lease lease, Duration hold, Following following) {
    return purge(registry, lease, new Terms(hold, Set.of()), following);
  }

  /// Deletes runs on these terms.
  public static Result purge(Registry registry, Lease lease, Terms terms, Following following) {
    Instant latest = registry.clock().instant().minus(terms.hold());
    return new Purge(registry, lease, following, terms.meant()).purge(latest);
  }

  private Result purge(Instant latest) {
    List<String> due = due(latest);
    if (due.isEmpty()) {
      return new Result(List.of(), List.of(), Total.NONE, Recheck.Result.NONE, Set.of());
    }
    lease.check();
    var husks = new Husks(registry);
    List<GivenBack> hidden = due.stream().flatMap(run -> husks.of(run).stream()).toList();
    Recheck.Result before = Recheck.look(registry, lease, following.listener());
    requireKnown(before);
    requireReferences(before);
    Set<String> held =
        Stream.concat(hidden.stream(), before.stuck().stream())
            .map(GivenBack::run)
            .collect(Collectors.toSet());
    return delete(due, held, before);
  }

  private Result delete(List<String> due, Set<String> held, Recheck.Result before) {
    var gone = new ArrayList<String>();
    Total deleted = Total.NONE;
    for (String run : due) {
      if (!held.contains(run) && !following.interrupted().getAsBoolean()) {
        deleted = deleted.plus(delete(run));
        gone.add(run);
      }
    }
    List<String> stay = due.stream().filter(held::contains).toList();
    return new Result(gone, stay, deleted, before, gone.isEmpty() ? Set.of() : alarm(before));
  }

  private List<String> due(Instant latest) {
    return Runs.ids(registry).stream().filter(run -> !since(run).isAfter(latest)).toList();
  }

  /// From when on a run's waiting time counts.
  private Instant since(String run) {
    return Run.since(
        RunId.started(run).orElseThrow(), Ending.read(registry, run).map(Ending::finished));
  }

  private void requireKnown(Recheck.Result before) {
    before.blocking().stream()
        .filter(finding -> finding.blocks(meant))
        .findFirst()
        .ifPresent(
            finding -> {
              throw new Refused(
                  "refused: it is not known what is needed, because of %s (%s); %s, or run \"validate\" to see all"
                      .formatted(finding.path(), finding.why(), finding.repair()));
            });
  }

  /// An empty folder may be one that is not mounted, and then what is needed cannot be seen.
  private void requireReferences(Recheck.Result before) {
    if (before.refersToNothing() && !meant.contains(Doubt.NOTHING_IS_TAGGED)) {
      throw new Refused(
          "refused: no tag and no manifest is here, so what of the quarantine is needed cannot be seen; mount what is missing, or add %s if that is meant"
              .formatted(Doubt.NOTHING_IS_TAGGED.option()));
    }
  }

  private Total delete(String run) {
    long items = Runs.read(registry, run).total().count();
    Tree gone = new Removal(registry, lease).remove(run, following.interrupted());
    return new Total(items, gone.bytes());
  }

  private Set<Digest> alarm(Recheck.Result before) {
    var needed = new HashSet<>(Recheck.look(registry, lease, following.listener()).missing());
    needed.removeAll(before.missing());
    return Set.copyOf(needed);
  }
}
