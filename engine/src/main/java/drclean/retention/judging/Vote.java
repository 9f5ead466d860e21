// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Delete;
import drclean.retention.Rule;
import java.util.List;
import java.util.stream.Collectors;

/// One rule's vote about the tags that it selects in one repository.
final class Vote {
  private final Rule rule;
  private final int number;
  private final Witness witness;
  private final Ballot ballot;

  Vote(Rule rule, int number, Witness witness, Ballot ballot) {
    this.rule = rule;
    this.number = number;
    this.witness = witness;
    this.ballot = ballot;
  }

  void cast(Selector selector) {
    Selector.Selected selected = selector.select(witness);
    ballot.select(number, selected.tags());
    for (int tag : selected.doubtful()) {
      ballot.keep(tag, number, _ -> "unknown-labels or media type", tag);
    }
    if (selected.tags().length > 0) {
      Grouping.groups(rule, selected.tags(), witness).forEach(this::ask);
    }
  }

  private void ask(Group group) {
    List<Clause> keeps =
        rule.keep().stream().map(keep -> KeepClauses.of(keep, group, witness)).toList();
    switch (rule.delete()) {
      case Delete.Never _ -> {
        for (int member = 0; member < group.size(); member++) {
          keep(keeps, group, member);
        }
      }
      case Delete.Rest _ -> {
        for (int member = 0; member < group.size(); member++) {
          if (!keep(keeps, group, member)) {
            delete(group, member, new Rest(keeps));
          }
        }
      }
      case Delete.When(var conditions) -> {
        var all =
            new All(conditions.stream().map(c -> DeleteClauses.of(c, group, witness)).toList());
        for (int member = 0; member < group.size(); member++) {
          if (!keep(keeps, group, member) && all.hold(member)) {
            delete(group, member, all);
          }
        }
      }
    }
  }

  private boolean keep(List<Clause> keeps, Group group, int member) {
    boolean kept = false;
    for (int i = 0; i < keeps.size(); i++) {
      Clause keep = keeps.get(i);
      if (keep.holds(member)) {
        kept = true;
        ballot.keep(group.members()[member], number, keep::why, member);
      }
    }
    return kept;
  }

  private void delete(Group group, int member, Words words) {
    ballot.delete(group.members()[member], number, words::of, member);
  }

  /// Why a member is wanted gone.
  private interface Words {
    String of(int member);
  }

  private record Rest(List<Clause> keeps) implements Words {
    @Override
    public String of(int member) {
      return keeps.isEmpty()
          ? "rest"
          : keeps.stream().map(keep -> keep.whyNot(member)).collect(Collectors.joining(", "));
    }
  }

  private record All(List<Clause> clauses) implements Words {
    boolean hold(int member) {
      for (int i = 0; i < clauses.size(); i++) {
        if (!clauses.get(i).holds(member)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String of(int member) {
      return clauses.stream().map(clause -> clause.why(member)).collect(Collectors.joining(", "));
    }
  }
}
