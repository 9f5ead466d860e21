// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Deletes for good what has waited long enough in quarantine: looks again first and gives back
/// what became needed, deletes, and looks once more. It looks, too, when nothing has waited.
public final class Purge {
  /// How long a look is good for: what a push came to need since then is not known.
  private static final Duration LOOK_LASTS = Duration.ofMinutes(5);

  private final Registry registry;
  private final Lease lease;
  private final Bounds bounds;
  private final Following following;
  private final Map<String, String> held = new LinkedHashMap<>();
  private final List<String> gone = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private Total deleted = Total.NONE;
  private Recheck.Result looked = Recheck.Result.NONE;
  private Instant lookedAt = Instant.MIN;

  /// What a purge may delete.
  ///
  /// @param hold runs that ended longer ago
  /// @param agreed which of those
  /// @param meant what would forbid it, and is meant
  public record Bounds(Duration hold, Predicate<String> agreed, Set<Doubt> meant) {
    /// Whatever has waited for so long.
    public static Bounds longerThan(Duration hold) {
      return new Bounds(hold, _ -> true, Set.of());
    }
  }

  /// What a purge did.
  ///
  /// @param runs the runs that are gone
  /// @param held runs whose time has come and that stay, and why
  /// @param unfinished runs of which a part is deleted and the rest can no longer be given back;
  ///   the next purge ends that
  /// @param deleted items and bytes that were deleted
  /// @param recheck what was given back before
  /// @param alarm what something came to need while it was deleted, and that is not there
  public record Result(
      List<String> runs,
      Map<String, String> held,
      List<String> unfinished,
      Total deleted,
      Recheck.Result recheck,
      Set<Digest> alarm) {}

  private Purge(Registry registry, Lease lease, Bounds bounds, Following following) {
    this.registry = registry;
    this.lease = lease;
    this.bounds = bounds;
    this.following = following;
  }

  /// Deletes the runs that ended longer than `hold` ago.
  public static Result purge(Registry registry, Lease lease, Duration hold, Following following) {
    return purge(registry, lease, Bounds.longerThan(hold), following);
  }

  /// Deletes within bounds.
  public static Result purge(Registry registry, Lease lease, Bounds bounds, Following following) {
    return new Purge(registry, lease, bounds, following).purge();
  }

  private Result purge() {
    List<String> due = due();
    if (!Runs.ids(registry).isEmpty()) {
      look(due);
    }
    Set<Digest> missing = looked.missing();
    following.listener().deleting(files(due));
    for (String run : due) {
      if (following.interrupted().getAsBoolean()) {
        break;
      }
      if (Duration.between(lookedAt, registry.clock().instant()).abs().compareTo(LOOK_LASTS) > 0) {
        look(due);
      }
      if (!held.containsKey(run)) {
        delete(run);
      }
    }
    boolean any = !gone.isEmpty() || !unfinished.isEmpty();
    Set<Digest> alarm = any ? alarm(missing) : Set.of();
    Reserve.settle(registry);
    return new Result(
        List.copyOf(gone),
        Collections.unmodifiableMap(held),
        List.copyOf(unfinished),
        deleted,
        looked,
        alarm);
  }

  /// What a purge began to delete is deleted whatever was asked for now.
  private List<String> due() {
    Instant latest = registry.clock().instant().minus(bounds.hold());
    return Runs.ids(registry).stream()
        .filter(run -> begun(run) || (!since(run).isAfter(latest) && bounds.agreed().test(run)))
        .toList();
  }

  private boolean begun(String run) {
    return registry.exists(registry.deleted(run));
  }

  /// From when on a run's waiting time counts.
  private Instant since(String run) {
    return Run.since(
        RunId.started(run).orElseThrow(), Ending.read(registry, run).map(Ending::finished));
  }

  private void look(List<String> due) {
    lease.check();
    var holds = new Holds(registry, due);
    Recheck.Result now = Recheck.look(registry, lease, following.listener());
    lookedAt = registry.clock().instant();
    looked = looked.then(now);
    if (!due.isEmpty()) {
      requireKnown(now);
      requireAnything(now, due);
    }
    held.putAll(holds.after(now));
  }

  private void requireKnown(Recheck.Result now) {
    now.blocking().stream()
        .filter(finding -> finding.blocks(bounds.meant()))
        .findFirst()
        .ifPresent(
            finding -> {
              throw new Refused(
                  "refused: it is not known what is needed, because of %s (%s); %s, or run \"validate\" to see all"
                      .formatted(finding.path(), finding.why(), finding.repair()));
            });
  }

  /// Where no tag and no link is seen, they may just not be mounted.
  private void requireAnything(Recheck.Result now, List<String> due) {
    boolean all = now.refersToNothing() && due.stream().anyMatch(this::keepsContent);
    if (all && !bounds.meant().contains(Doubt.NOTHING_IS_TAGGED)) {
      throw new Refused(
          "refused: no tag and no manifest is here, so what of the quarantine is needed cannot be seen; mount what is missing, or add %s if that is meant"
              .formatted(Doubt.NOTHING_IS_TAGGED.option()));
    }
  }

  private boolean keepsContent(String run) {
    return registry.storage().list(registry.moved(run)).found().orElse(List.of()).stream()
        .anyMatch(kind -> !kind.equals("debris") && !kind.equals("upload"));
  }

  /// How many files there are to delete.
  private long files(List<String> due) {
    return due.stream()
        .filter(run -> !held.containsKey(run))
        .flatMap(run -> Stream.of(registry.moved(run), registry.deleted(run)))
        .mapToLong(folder -> Tree.of(registry.storage(), folder).files())
        .sum();
  }

  private void delete(String run) {
    long items = Runs.items(registry, run);
    Tree tree = new Removal(registry, lease).remove(run, following);
    boolean whole = !registry.exists(registry.folder(run));
    if (whole) {
      gone.add(run);
    } else if (begun(run)) {
      unfinished.add(run);
    }
    long left = whole ? 0 : Runs.items(registry, run);
    deleted = deleted.plus(new Total(items - left, tree.bytes()));
  }

  private Set<Digest> alarm(Set<Digest> missing) {
    var needed = new HashSet<>(Recheck.look(registry, lease, following.listener()).missing());
    needed.removeAll(missing);
    return Set.copyOf(needed);
  }
}
