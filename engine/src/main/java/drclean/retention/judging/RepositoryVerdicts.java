// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Policy;
import drclean.retention.Rule.Emptying;
import drclean.retention.Selection.Unit;
import drclean.retention.judging.Verdict.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the votes about one repository come to: protection beats keep, keep beats delete, and what
/// nobody spoke of stays. Then the floor: the newest stay until enough images are left. Then rules
/// about images as a whole: where one tag of an image stays, they take no other.
final class RepositoryVerdicts {
  private final Policy policy;
  private final Tags tags;
  private final Ballot ballot;
  private final BitSet doomed;

  /// Why tags stay that a rule wants gone and none keeps.
  private final Map<Integer, String> spared = new HashMap<>();

  RepositoryVerdicts(Policy policy, Tags tags, Ballot ballot) {
    this.policy = policy;
    this.tags = tags;
    this.ballot = ballot;
    this.doomed = ballot.doomed();
  }

  /// Counts the votes; with a blocker nothing goes.
  RepositoryVerdicts count(Optional<String> blocker) {
    for (int tag = doomed.nextSetBit(0); tag >= 0; tag = doomed.nextSetBit(tag + 1)) {
      if (ballot.guarded(tag) || ballot.kept(tag)) {
        doomed.clear(tag);
      } else if (blocker.isPresent()) {
        spare(tag, blocker.get());
      } else if (tags.pushed[tag] == Evidence.UNKNOWN && !policy.defaults().grace().isZero()) {
        spare(tag, "unknown-time");
      }
    }
    floor();
    images();
    return this;
  }

  private void spare(int tag, String why) {
    doomed.clear(tag);
    spared.put(tag, why);
  }

  private void floor() {
    BitSet left = imagesLeft();
    int missing = policy.defaults().minKeep() - left.cardinality();
    if (doomed.isEmpty() || missing <= 0) {
      return;
    }
    BitSet lifted = lifted();
    var called = new BitSet();
    for (int tag = doomed.nextSetBit(0); tag >= 0; tag = doomed.nextSetBit(tag + 1)) {
      boolean first = !left.get(tags.images[tag]) && !called.get(tags.images[tag]);
      if (first && missing > 0 && !lifted.get(tag)) {
        called.set(tags.images[tag]);
        missing--;
      }
    }
    for (int tag = doomed.nextSetBit(0); tag >= 0; tag = doomed.nextSetBit(tag + 1)) {
      if (called.get(tags.images[tag]) && !lifted.get(tag)) {
        spare(tag, "floor");
      }
    }
  }

  private BitSet imagesLeft() {
    var left = new BitSet();
    for (int tag = 0; tag < tags.size(); tag++) {
      if (!doomed.get(tag)) {
        left.set(tags.images[tag]);
      }
    }
    return left;
  }

  private BitSet lifted() {
    var lifted = new BitSet();
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      if (policy.rules().get(rule).emptying() == Emptying.ALLOWED) {
        lifted.or(ballot.doomed(rule));
      }
    }
    return lifted;
  }

  private void images() {
    var byName = new BitSet();
    boolean any = false;
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      if (policy.rules().get(rule).selection().unit() == Unit.TAG) {
        byName.or(ballot.doomed(rule));
      } else {
        any = true;
      }
    }
    if (any) {
      BitSet left = imagesLeft();
      for (int tag = doomed.nextSetBit(0); tag >= 0; tag = doomed.nextSetBit(tag + 1)) {
        if (left.get(tags.images[tag]) && !byName.get(tag)) {
          spare(tag, "another tag of its image stays");
        }
      }
    }
  }

  boolean deletes(int tag) {
    return doomed.get(tag);
  }

  Kind kind(int tag) {
    return doomed.get(tag) ? Kind.DELETE : ballot.guarded(tag) ? Kind.PROTECTED : Kind.KEEP;
  }

  Verdict verdict(int tag) {
    return switch (kind(tag)) {
      case DELETE -> new Verdict.Delete(ballot.dooms(tag));
      case PROTECTED -> new Verdict.Protected(ballot.keeps(tag));
      case KEEP -> new Verdict.Keep(ballot.kept(tag) ? ballot.keeps(tag) : List.of(otherwise(tag)));
    };
  }

  private Reason otherwise(int tag) {
    return Reason.of(spared.getOrDefault(tag, "no-rule"));
  }
}
