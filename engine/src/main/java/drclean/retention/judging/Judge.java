// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Attachments;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.judging.Told.Silent;
import drclean.retention.judging.Verdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Judges the tags of an inventory by a policy.
public final class Judge {
  final Policy policy;
  final Inventory inventory;
  final Evidence evidence;
  final Instant now;
  final InUse inUse;
  final Orphanage orphanage;
  private final List<Selector> selectors;
  private final List<String> blockers = new ArrayList<>();

  private Judge(Policy policy, Inventory inventory, Evidence evidence, Instant now) {
    this.policy = policy;
    this.inventory = inventory;
    this.evidence = evidence;
    this.now = now;
    this.inUse = new InUse(policy, inventory, evidence);
    this.orphanage = new Orphanage(policy, Attachments.ofAllNamed(inventory));
    this.selectors = policy.rules().stream().map(rule -> new Selector(rule.selection())).toList();
    blockers.addAll(inUse.silent());
    if (evidence.locks() instanceof Silent<Evidence.Locks>(var why)) {
      blockers.add("the registry does not tell its locks: " + why);
    }
  }

  /// What becomes of each tag, and why. A pure function; the order of rules does not matter.
  public static Verdicts judge(Policy policy, Inventory inventory, Evidence evidence, Instant now) {
    var judge = new Judge(policy, inventory, evidence, now);
    List<Verdicts.Sentence> sentences =
        IntStream.range(0, inventory.repositories().size())
            .parallel()
            .mapToObj(judge::sentence)
            .toList();
    return new Verdicts(judge, sentences);
  }

  /// Why nothing at all may go.
  List<String> blockers() {
    return List.copyOf(blockers);
  }

  private Verdicts.Sentence sentence(int place) {
    Repository repository = inventory.repositories().get(place);
    Witness witness = witness(place);
    Ballot ballot = Ballot.secret(policy.rules());
    RepositoryVerdicts verdicts = vote(place, witness, ballot);
    byte[] kinds = new byte[repository.tags().size()];
    for (int tag = 0; tag < kinds.length; tag++) {
      kinds[tag] = (byte) Kind.KEEP.ordinal();
    }
    for (int tag = 0; tag < witness.tags.size(); tag++) {
      kinds[witness.tags.places[tag]] = (byte) verdicts.kind(tag).ordinal();
    }
    for (int tag : orphanage.tags(place)) {
      Verdict verdict = orphanage.verdict(place, tag, witness, stays(place, tag, witness));
      kinds[tag] = (byte) verdict.kind().ordinal();
    }
    return new Verdicts.Sentence(kinds, tallies(ballot, verdicts));
  }

  private Witness witness(int place) {
    return new Witness(evidence, now.toEpochMilli(), place, inventory.repositories().get(place));
  }

  private RepositoryVerdicts vote(int place, Witness witness, Ballot ballot) {
    Repository repository = inventory.repositories().get(place);
    for (int rule = 0; rule < selectors.size(); rule++) {
      Rule asked = policy.rules().get(rule);
      if (asked.selection().repository(repository.name())) {
        new Vote(asked, rule, witness, ballot).cast(selectors.get(rule));
      }
    }
    new Guards(policy, inUse, repository.name(), witness).protect(place, ballot);
    return new RepositoryVerdicts(policy, witness.tags, ballot).count(blocker(repository));
  }

  private Optional<String> stays(int place, int tag, Witness witness) {
    Repository repository = inventory.repositories().get(place);
    return new Guards(policy, inUse, repository.name(), witness)
        .protects(place, tag, repository.tags().get(tag))
        .or(() -> blocker(repository))
        .or(this::unread);
  }

  /// Why the subject of an attachment may be there although nothing names it.
  private Optional<String> unread() {
    boolean read =
        inventory.unreadable().isEmpty()
            && inventory.repositories().stream().allMatch(r -> r.whole() == Whole.YES);
    return read
        ? Optional.empty()
        : Optional.of("its subject may be where the registry cannot be read whole");
  }

  Optional<String> blocker(Repository repository) {
    return repository.whole() == Whole.YES
        ? blockers.stream().findFirst()
        : Optional.of("its repository cannot be read whole");
  }

  private List<Tally> tallies(Ballot ballot, RepositoryVerdicts verdicts) {
    return IntStream.range(0, selectors.size())
        .mapToObj(
            rule ->
                new Tally(
                    ballot.selected(rule).cardinality(),
                    ballot.doomed(rule).cardinality(),
                    ballot.doomed(rule).stream().filter(verdicts::deletes).count()))
        .toList();
  }

  /// The verdicts about all tags of one repository, with reasons.
  List<Verdict> explain(int place) {
    Repository repository = inventory.repositories().get(place);
    Witness witness = witness(place);
    Ballot ballot = Ballot.withReasons(policy.rules(), witness.tags.size());
    RepositoryVerdicts verdicts = vote(place, witness, ballot);
    var all = new ArrayList<Verdict>(repository.tags().size());
    for (int tag = 0; tag < repository.tags().size(); tag++) {
      all.add(orphanage.verdict(place, tag, witness, stays(place, tag, witness)));
    }
    for (int tag = 0; tag < witness.tags.size(); tag++) {
      all.set(witness.tags.places[tag], verdicts.verdict(tag));
    }
    return List.copyOf(all);
  }

  /// What keeps the tags of a repository that a rule wants gone: other rules by name, all else in
  /// its own words.
  Stream<String> overruling(int place, int rule) {
    Witness witness = witness(place);
    Ballot ballot = Ballot.withReasons(policy.rules(), witness.tags.size());
    RepositoryVerdicts verdicts = vote(place, witness, ballot);
    return ballot.doomed(rule).stream()
        .mapToObj(verdicts::verdict)
        .map(verdict -> verdict.reasons().getFirst())
        .map(by -> by.rule().isEmpty() ? by.words() : "rule " + by.rule());
  }

  /// How many tags a rule selected, wanted gone, and got.
  record Tally(long selected, long doomed, long deleted) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(selected + other.selected, doomed + other.doomed, deleted + other.deleted);
    }
  }
}
