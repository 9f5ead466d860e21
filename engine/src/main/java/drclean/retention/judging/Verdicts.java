// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Repository;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.judging.Judge.Tally;
import drclean.retention.judging.Verdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What becomes of each tag of an inventory: a byte a tag. Reasons are found when they are asked
/// for. Repositories and tags are named by their places in the inventory.
public final class Verdicts {
  private static final Kind[] KINDS = Kind.values();
  private static final int MOST_OVERRULING = 3;

  private final Judge judge;
  private final List<Sentence> sentences;

  /// The kinds of verdict of one repository, and what each rule did there.
  record Sentence(byte[] kinds, List<Tally> tallies) {}

  /// A tag that goes, and why.
  public record Gone(int repository, int tag, String name, Verdict verdict) {}

  Verdicts(Judge judge, List<Sentence> sentences) {
    this.judge = judge;
    this.sentences = List.copyOf(sentences);
  }

  /// The verdict about a tag, without its reasons.
  public Kind kind(int repository, int tag) {
    return KINDS[sentences.get(repository).kinds()[tag]];
  }

  /// The verdicts about all tags of a repository, with their reasons.
  public List<Verdict> of(int repository) {
    return judge.explain(repository);
  }

  /// The places of the tags of a repository that go.
  public BitSet deleted(int repository) {
    var deleted = new BitSet();
    byte[] kinds = sentences.get(repository).kinds();
    for (int tag = 0; tag < kinds.length; tag++) {
      deleted.set(tag, kinds[tag] == Kind.DELETE.ordinal());
    }
    return deleted;
  }

  /// Hands over each tag that goes, repository by repository.
  public void eachGone(Consumer<Gone> gone) {
    for (int place = 0; place < sentences.size(); place++) {
      BitSet deleted = deleted(place);
      if (!deleted.isEmpty()) {
        Repository repository = judge.inventory.repositories().get(place);
        List<Verdict> verdicts = of(place);
        int at = place;
        deleted.stream()
            .mapToObj(
                tag -> new Gone(at, tag, repository.tags().get(tag).name(), verdicts.get(tag)))
            .forEach(gone);
      }
    }
  }

  /// How many tags have this verdict.
  public long count(Kind kind) {
    long count = 0;
    for (Sentence sentence : sentences) {
      for (byte one : sentence.kinds()) {
        count += one == kind.ordinal() ? 1 : 0;
      }
    }
    return count;
  }

  /// Why nothing at all may go; empty when all sources told what they know.
  public List<String> blocked() {
    return judge.blockers();
  }

  /// What the author of the policy may not have meant.
  public List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    for (int number = 0; number < policy().rules().size(); number++) {
      int at = number;
      Tally tally =
          sentences.stream().map(s -> s.tallies().get(at)).reduce(Tally.NONE, Tally::plus);
      warn(number, tally, warnings);
    }
    warnings.addAll(judge.inUse.warnings());
    if (judge.evidence.pulls() instanceof Told.Silent<Evidence.Pulls>(var why)) {
      warnings.addAll(Foresight.pulls(policy(), why));
    }
    return List.copyOf(warnings);
  }

  private void warn(int number, Tally tally, List<Warning> warnings) {
    Rule rule = policy().rules().get(number);
    if (tally.selected() == 0) {
      warnings.add(new Warning.SelectsNothing(rule.name()));
    } else if (tally.doomed() > 0 && tally.deleted() == 0) {
      List<String> by = overruling(number);
      if (!by.isEmpty()) {
        warnings.add(new Warning.AlwaysOverruled(rule.name(), by));
      }
    } else if (tally.deleted() == tally.selected()) {
      warnings.add(new Warning.DeletesAll(rule.name(), tally.selected()));
    }
  }

  /// What keeps all that a rule wants gone; nothing where that is only young, and goes later.
  private List<String> overruling(int rule) {
    return IntStream.range(0, sentences.size())
        .filter(place -> sentences.get(place).tallies().get(rule).doomed() > 0)
        .boxed()
        .flatMap(place -> judge.overruling(place, rule))
        .filter(by -> !by.equals(Guards.GRACE))
        .distinct()
        .limit(MOST_OVERRULING)
        .toList();
  }

  /// When it was asked.
  public Instant now() {
    return judge.now;
  }

  /// The policy that was asked.
  public Policy policy() {
    return judge.policy;
  }

  Judge judge() {
    return judge;
  }
}
