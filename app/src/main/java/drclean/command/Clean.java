// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Scope;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.retention.Policy;
import drclean.retention.Policy.Untagged;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Evidence.PerDigest;
import drclean.retention.judging.Judge;
import drclean.retention.judging.Pins;
import drclean.retention.judging.Verdicts;
import drclean.run.Purge;
import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What follows an untag in a night's work by a policy: a scrub that takes the manifests that the
/// policy lets go, and a purge of what has waited for as long as it says.
public final class Clean {
  private Clean() {}

  /// Looks and plans; changes nothing. Untagged manifests go as the policy says of them; where it
  /// says nothing, those whose tags a run removed, and no others.
  public static Scrub scrub(Registry registry, Charter charter) {
    return Scrub.look(registry, scope(charter), inventory -> ground(registry, charter, inventory));
  }

  /// What that scrub would do if the policy's untag had been done; only to be shown.
  public static Scrub afterUntag(Registry registry, Charter charter) {
    return Scrub.look(
        registry,
        scope(charter),
        inventory -> {
          Verdicts verdicts = Judged.of(registry, inventory, charter).verdicts();
          Inventory left = inventory.without(verdicts::deleted);
          PerDigest since = losing(since(registry, charter, left), inventory, verdicts);
          return new Seen.Ground(left, pins(registry, charter, inventory, since));
        });
  }

  private static Scope scope(Charter charter) {
    return Scope.careful().keeping(Scope.Keep.TAGGED).within(charter.policy().defaults().grace());
  }

  private static Seen.Ground ground(Registry registry, Charter charter, Inventory inventory) {
    PerDigest since = since(registry, charter, inventory);
    return new Seen.Ground(inventory, pins(registry, charter, inventory, since));
  }

  /// The same times, but of what loses its last tag by these verdicts now, as a run would.
  private static PerDigest losing(PerDigest since, Inventory inventory, Verdicts verdicts) {
    long now = verdicts.now().toEpochMilli();
    var lost = new ArrayList<Map<Integer, Long>>();
    for (int place = 0; place < inventory.repositories().size(); place++) {
      Repository repository = inventory.repositories().get(place);
      var own = new HashMap<Integer, Long>();
      verdicts.deleted(place).stream()
          .forEach(tag -> own.put(repository.tags().get(tag).digest(), before(now)));
      lost.add(Spread.of(inventory, repository, own));
    }
    return (place, digest) ->
        Math.max(lost.get(place).getOrDefault(digest, Evidence.UNKNOWN), since.at(place, digest));
  }

  /// Since when manifests have no tag, as far as it counts for the policy.
  private static PerDigest since(Registry registry, Charter charter, Inventory inventory) {
    var losses = Losses.of(registry, inventory);
    return charter.policy().untagged().deletes()
        ? losses::at
        : (place, digest) -> before(losses.byRun(place, digest));
  }

  private static Map<Integer, String> pins(
      Registry registry, Charter charter, Inventory inventory, PerDigest since) {
    Evidence evidence = DiskEvidence.of(registry, inventory, charter).untaggedSince(since);
    Policy policy = charter.policy();
    if (!policy.untagged().deletes()) {
      policy = policy.with(new Untagged(Duration.ZERO, policy.untagged().history()));
    }
    Instant now = registry.clock().instant();
    Verdicts verdicts = Judge.judge(policy, inventory, evidence, now);
    var pins = new HashMap<Integer, String>();
    for (int place = 0; place < inventory.repositories().size(); place++) {
      Pins.of(verdicts, place).forEach(pins::putIfAbsent);
    }
    return pins;
  }

  /// A moment that is past also for who asks at that moment.
  private static long before(long moment) {
    return moment == Evidence.UNKNOWN ? moment : moment - 1;
  }

  /// The runs that a purge may delete now. A tag that a run removed tells since when its manifest
  /// is untagged, so that it waits at least as long as those.
  public static List<Run> due(Registry registry, Policy policy) {
    Duration hold = policy.defaults().quarantine();
    Duration untagged = policy.untagged().deletes() ? policy.untagged().olderThan() : Duration.ZERO;
    Instant latest = Seen.before(registry.clock().instant(), untagged);
    return Runs.due(registry, hold).stream()
        .filter(run -> run.begun() || !run.id().contains("-untag-") || !run.since().isAfter(latest))
        .toList();
  }

  /// Bounds of a purge of these runs.
  public static Purge.Bounds bounds(Policy policy, List<Run> due) {
    Set<String> ids = due.stream().map(Run::id).collect(Collectors.toSet());
    return new Purge.Bounds(policy.defaults().quarantine(), ids::contains, Set.of());
  }
}
