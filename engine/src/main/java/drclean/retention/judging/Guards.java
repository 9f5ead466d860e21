// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Tagged;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.judging.Told.Said;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// Says which tags of a repository are protected, before any rule is asked.
final class Guards {
  /// The reason of what is still young.
  static final String GRACE = "grace";

  private final Policy policy;
  private final InUse inUse;
  private final String repository;
  private final Witness witness;

  Guards(Policy policy, InUse inUse, String repository, Witness witness) {
    this.policy = policy;
    this.inUse = inUse;
    this.repository = repository;
    this.witness = witness;
  }

  void protect(int place, Ballot ballot) {
    names(ballot);
    uses(ballot);
    locks(place, ballot);
    labels(ballot);
    grace(ballot);
  }

  /// What protects a tag that no rule may select, by its place in the inventory.
  Optional<String> protects(int place, int tag, Tagged tagged) {
    if (Pattern.any(policy.protect().repos(), repository)) {
      return Optional.of("protect.repos");
    }
    if (Pattern.any(policy.protect().tags(), tagged.name())) {
      return Optional.of("protect.tags");
    }
    boolean locked =
        witness.evidence.locks() instanceof Said<Evidence.Locks>(var locks)
            && locks.locked(place, tag);
    return locked
        ? Optional.of("locked in the registry")
        : Optional.ofNullable(inUse.tags(repository).get(tagged.name()))
            .or(() -> inUse.digest(tagged.digest()));
  }

  private void names(Ballot ballot) {
    boolean whole = Pattern.any(policy.protect().repos(), repository);
    for (int tag = 0; tag < witness.tags.size(); tag++) {
      if (Pattern.any(policy.protect().tags(), witness.tags.names[tag])) {
        ballot.protect(tag, () -> "protect.tags");
      }
      if (whole) {
        ballot.protect(tag, () -> "protect.repos");
      }
    }
  }

  private void uses(Ballot ballot) {
    Map<String, String> used = inUse.tags(repository);
    for (int tag = 0; tag < witness.tags.size(); tag++) {
      String why = used.get(witness.tags.names[tag]);
      if (why != null) {
        ballot.protect(tag, () -> why);
      }
      Optional<String> digest = inUse.digest(witness.tags.digests[tag]);
      if (digest.isPresent() && why == null) {
        ballot.protect(tag, digest::get);
      }
    }
  }

  private void locks(int place, Ballot ballot) {
    if (witness.evidence.locks() instanceof Said<Evidence.Locks>(var locks)) {
      for (int tag = 0; tag < witness.tags.size(); tag++) {
        if (locks.locked(place, witness.tags.places[tag])) {
          ballot.protect(tag, () -> "locked in the registry");
        }
      }
    }
  }

  private void labels(Ballot ballot) {
    String label = policy.protect().keepUntil();
    if (label.isEmpty()) {
      return;
    }
    for (int tag = 0; tag < witness.tags.size(); tag++) {
      Optional<Map<String, String>> labels = witness.labels(tag);
      String until = labels.map(all -> all.get(label)).orElse(null);
      if (labels.isEmpty()) {
        ballot.protect(tag, () -> "unknown-labels");
      } else if (until != null && !over(until)) {
        ballot.protect(tag, () -> "%s %s".formatted(label, until));
      }
    }
  }

  /// A day or a moment that nobody can read is not over.
  private boolean over(String until) {
    try {
      Instant end =
          until.length() == 10
              ? LocalDate.parse(until).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(until);
      return end.toEpochMilli() <= witness.now;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void grace(Ballot ballot) {
    long grace = Witness.millis(policy.defaults().grace());
    for (int tag = 0; tag < witness.tags.size() && grace > 0; tag++) {
      long pushed = witness.tags.pushed[tag];
      if (pushed != Evidence.UNKNOWN && witness.age(pushed) < grace) {
        ballot.protect(tag, () -> GRACE);
      }
    }
  }
}
