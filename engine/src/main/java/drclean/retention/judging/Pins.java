// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Repository;
import drclean.retention.Policy.Untagged;
import drclean.retention.judging.Told.Said;
import drclean.retention.judging.Told.Silent;
import drclean.retention.judging.Verdict.Kind;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The manifests of a repository that stay although no tag names them once the verdicts are done:
/// what is protected or in use, what tags that stay pointed at before, and what lost its last tag
/// too lately, or nobody knows when. What they consist of and what refers to them stays with them;
/// finding that is not done here.
public final class Pins {
  private final Judge judge;
  private final Untagged untagged;
  private final int place;
  private final Repository repository;
  private final BitSet named = new BitSet();
  private final BitSet losing = new BitSet();
  private final Map<Integer, String> pins = new TreeMap<>();

  private Pins(Verdicts verdicts, int place) {
    this.judge = verdicts.judge();
    this.untagged = judge.policy.untagged();
    this.place = place;
    this.repository = judge.inventory.repositories().get(place);
    for (int tag = 0; tag < repository.tags().size(); tag++) {
      int digest = repository.tags().get(tag).digest();
      if (digest >= 0) {
        (verdicts.kind(place, tag) == Kind.DELETE ? losing : named).set(digest);
      }
    }
  }

  /// The pins of the repository at this place: each manifest's int, and why it stays.
  public static Map<Integer, String> of(Verdicts verdicts, int repository) {
    var pins = new Pins(verdicts, repository);
    pins.inUse();
    pins.histories(verdicts);
    pins.manifests();
    return pins.pins;
  }

  private void inUse() {
    for (int digest : repository.manifests().digests()) {
      judge.inUse.digest(digest).ifPresent(why -> pins.put(digest, why));
    }
  }

  private void histories(Verdicts verdicts) {
    if (untagged.history() > 0
        && judge.evidence.history() instanceof Said<Evidence.History>(var h)) {
      for (int tag = 0; tag < repository.tags().size(); tag++) {
        int[] before = h.before(place, tag);
        boolean stays = verdicts.kind(place, tag) != Kind.DELETE;
        for (int i = 0; stays && i < Math.min(before.length, untagged.history()); i++) {
          pins.putIfAbsent(before[i], "history of " + repository.tags().get(tag).name());
        }
      }
    }
  }

  private void manifests() {
    Optional<String> blocker = blocker();
    for (int digest : repository.manifests().digests()) {
      if (!named.get(digest)) {
        blocker.or(() -> young(digest)).ifPresent(why -> pins.putIfAbsent(digest, why));
      }
    }
  }

  /// Why no untagged manifest of the repository may go.
  private Optional<String> blocker() {
    if (!untagged.deletes()) {
      return Optional.of("the policy lets no untagged manifest go");
    }
    return untagged.history() > 0 && judge.evidence.history() instanceof Silent<?>(var why)
        ? Optional.of("its history is not known: " + why)
        : judge.blocker(repository);
  }

  private Optional<String> young(int digest) {
    long age = Witness.millis(untagged.olderThan());
    if (losing.get(digest)) {
      return age > 0 ? Optional.of("it loses its last tag only now") : Optional.empty();
    }
    long since = judge.evidence.untaggedSince().at(place, digest);
    if (since == Evidence.UNKNOWN) {
      return Optional.of("unknown-time");
    }
    return judge.now.toEpochMilli() - since > age
        ? Optional.empty()
        : Optional.of("it lost its last tag too lately");
  }
}
