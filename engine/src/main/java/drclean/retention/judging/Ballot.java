// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The votes about the tags of one repository. Reasons are put into words only when they are taken
/// down; judging all over again with a ballot that takes them down gives the same votes.
final class Ballot {
  private final List<Rule> rules;
  private final BitSet guarded = new BitSet();
  private final BitSet kept = new BitSet();
  private final BitSet[] selected;
  private final BitSet[] doomed;
  private final @Nullable Minutes minutes;

  private record Minutes(
      List<List<Reason>> guards, List<List<Reason>> keeps, List<List<Reason>> dooms) {}

  private Ballot(List<Rule> rules, @Nullable Minutes minutes) {
    this.rules = rules;
    this.minutes = minutes;
    this.selected = rules.stream().map(_ -> new BitSet()).toArray(BitSet[]::new);
    this.doomed = rules.stream().map(_ -> new BitSet()).toArray(BitSet[]::new);
  }

  static Ballot secret(List<Rule> rules) {
    return new Ballot(rules, null);
  }

  static Ballot withReasons(List<Rule> rules, int tags) {
    return new Ballot(rules, new Minutes(lists(tags), lists(tags), lists(tags)));
  }

  private static List<List<Reason>> lists(int size) {
    return Stream.<List<Reason>>generate(ArrayList::new).limit(size).toList();
  }

  void select(int rule, int[] tags) {
    for (int tag : tags) {
      selected[rule].set(tag);
    }
  }

  void protect(int tag, Supplier<String> why) {
    guarded.set(tag);
    if (minutes != null) {
      minutes.guards.get(tag).add(Reason.of(why.get()));
    }
  }

  void keep(int tag, int rule, IntFunction<String> why, int member) {
    kept.set(tag);
    if (minutes != null) {
      minutes.keeps.get(tag).add(new Reason(rules.get(rule).name(), why.apply(member)));
    }
  }

  void delete(int tag, int rule, IntFunction<String> why, int member) {
    doomed[rule].set(tag);
    if (minutes != null) {
      minutes.dooms.get(tag).add(new Reason(rules.get(rule).name(), why.apply(member)));
    }
  }

  boolean guarded(int tag) {
    return guarded.get(tag);
  }

  boolean kept(int tag) {
    return kept.get(tag);
  }

  BitSet selected(int rule) {
    return selected[rule];
  }

  BitSet doomed(int rule) {
    return doomed[rule];
  }

  /// All tags that any rule wants gone.
  BitSet doomed() {
    var all = new BitSet();
    for (BitSet some : doomed) {
      all.or(some);
    }
    return all;
  }

  /// What protects a tag, then what keeps it.
  List<Reason> keeps(int tag) {
    return minutes == null
        ? List.of()
        : Stream.concat(minutes.guards.get(tag).stream(), minutes.keeps.get(tag).stream()).toList();
  }

  /// What wants a tag gone.
  List<Reason> dooms(int tag) {
    return minutes == null ? List.of() : List.copyOf(minutes.dooms.get(tag));
  }
}
