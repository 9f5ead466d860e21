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
  /// How long a look is good for, from its beginning on: what a push came to need since then may
  /// not be known. One that took longer is good for the one run that is next.
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
  private Set<Digest> missing = Set.of();
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
    following.listener().deleting(files(due));
    for (String run : due) {
      if (following.interrupted().getAsBoolean()) {
        break;
      }
      if (!held.containsKey(run)) {
        purge(run, due);
      }
    }
    if (lookedAt.equals(Instant.MIN) && !Runs.ids(registry).isEmpty()) {
      look(due);
    }
    boolean any = !gone.isEmpty() || !unfinished.isEmpty();
    Set<Digest> alarm = any ? alarm() : Set.of();
    Reserve.settle(registry);
    return new Result(
        List.copyOf(gone),
        Collections.unmodifiableMap(held),
        List.copyOf(unfinished),
        deleted,
        looked,
        alarm);
  }

  /// Deletes a run after a look that is good for it; one that is made for it is, however long it
  /// took.
  private void purge(String run, List<String> due) {
    Due now = Due.read(registry, run);
    long before = givenBack(run);
    if (now.revealed() || !good()) {
      look(due);
    }
    now.stays().ifPresent(why -> held.put(run, why));
    if (!held.containsKey(run)) {
      delete(run, now.items() - (givenBack(run) - before));
    }
  }

  private boolean good() {
    return Duration.between(lookedAt, registry.clock().instant()).abs().compareTo(LOOK_LASTS) <= 0;
  }

  private long givenBack(String run) {
    return looked.givenBack().stream().filter(back -> back.run().equals(run)).count();
  }

  /// What a purge began to delete is deleted whatever was asked for now.
  private List<String> due() {
    return Runs.dueIds(registry, bounds.hold())
        .filter(run -> Runs.begun(registry, run) || bounds.agreed().test(run))
        .toList();
  }

  private void look(List<String> due) {
    lease.check();
    boolean first = lookedAt.equals(Instant.MIN);
    lookedAt = registry.clock().instant();
    Recheck.Result now = Recheck.look(registry, lease, following.listener());
    looked = looked.then(now);
    if (first) {
      missing = now.missing();
    }
    if (!due.isEmpty()) {
      requireKnown(now);
      requireAnything(now, due);
    }
    now.stuck().stream().filter(stuck -> due.contains(stuck.run())).forEach(this::hold);
  }

  private void hold(GivenBack stuck) {
    held.put(
        stuck.run(),
        "%s in it is needed, and something else lies at %s; move that away and run `restore`"
            .formatted(stuck.item().title(), stuck.path()));
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

  /// How many files there are to delete at most.
  private long files(List<String> due) {
    return due.stream()
        .flatMap(run -> Stream.of(registry.moved(run), registry.deleted(run)))
        .mapToLong(folder -> Tree.of(registry.storage(), folder).files())
        .sum();
  }

  private void delete(String run, long items) {
    Tree tree = new Removal(registry, lease).remove(run, following);
    boolean whole = !registry.exists(registry.folder(run));
    if (whole) {
      gone.add(run);
    } else if (Runs.begun(registry, run)) {
      unfinished.add(run);
    }
    long left = whole ? 0 : Runs.items(registry, run);
    deleted = deleted.plus(new Total(items - left, tree.bytes()));
  }

  /// What came to be missing since the first look.
  private Set<Digest> alarm() {
    var needed = new HashSet<>(Recheck.look(registry, lease, following.listener()).missing());
    needed.removeAll(missing);
    return Set.copyOf(needed);
  }
}
