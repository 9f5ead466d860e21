// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Attachments;
import drclean.retention.Amount;
import drclean.retention.Policy;
import java.util.List;
import java.util.Optional;

/// Judges the tags that no rule may select: attachments, which live and die with their subject, and
/// tags that cannot be read. An attachment whose subject is not in the registry goes when it is old
/// enough for an orphan and nothing protects it.
final class Orphanage {
  private final Policy policy;
  private final Attachments attachments;

  Orphanage(Policy policy, Attachments attachments) {
    this.policy = policy;
    this.attachments = attachments;
  }

  /// The places of the attachments of a repository.
  Iterable<Integer> tags(int repository) {
    return attachments.tags(repository);
  }

  Verdict verdict(int repository, int tag, Witness witness, Optional<String> blocker) {
    if (!attachments.has(repository, tag)) {
      return keep("unreadable");
    }
    if (attachments.subject(repository, tag) != Attachments.ELSEWHERE) {
      return keep("attachment");
    }
    long pushed = witness.pushed(tag);
    long age = Witness.millis(policy.orphans().olderThan());
    if (pushed == Evidence.UNKNOWN) {
      return keep("attachment, unknown-time");
    }
    boolean old = witness.age(pushed) > age && !young(witness.age(pushed));
    if (!old || blocker.isPresent()) {
      return keep(old ? blocker.orElseThrow() : "attachment without subject");
    }
    String words =
        "its subject is not here, older than " + Amount.text(policy.orphans().olderThan());
    return new Verdict.Delete(List.of(new Reason("orphans", words)));
  }

  private boolean young(long age) {
    return age < Witness.millis(policy.defaults().grace());
  }

  private static Verdict keep(String why) {
    return new Verdict.Keep(List.of(Reason.of(why)));
  }
}
