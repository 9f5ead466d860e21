// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Policy;
import drclean.retention.Policy.Orphans;
import drclean.retention.Policy.Protect;
import drclean.retention.Policy.Untagged;
import drclean.retention.Rule;
import drclean.retention.importing.Imported.Effect;
import drclean.retention.importing.Imported.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A policy while it is imported, and the notes about it.
final class Draft {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private Policy policy = Policy.of();

  /// Takes a rule over; its name gets a number when another has it.
  void rule(Rule rule) {
    String name = rule.name();
    for (int i = 2; taken(name); i++) {
      name = rule.name() + " " + i;
    }
    rules.add(
        new Rule(
            name, rule.selection(), rule.counting(), rule.keep(), rule.delete(), rule.emptying()));
  }

  private boolean taken(String name) {
    return rules.stream().anyMatch(rule -> rule.name().equals(name));
  }

  void untagged(Duration olderThan) {
    policy = policy.with(new Untagged(olderThan, 0));
  }

  void orphans(Duration olderThan) {
    policy = policy.with(new Orphans(olderThan));
  }

  void protect(Protect protect) {
    policy = policy.with(protect);
  }

  void same(String what, String how) {
    notes.add(new Note(Effect.SAME, what, how));
  }

  void differs(String what, String how) {
    notes.add(new Note(Effect.DIFFERS, what, how));
  }

  void cannot(String what, String how) {
    notes.add(new Note(Effect.CANNOT, what, how));
  }

  /// Says of what nobody asked for that it was not read.
  void unread(Given given) {
    given.unread().forEach(key -> cannot(key, "not read"));
  }

  Imported done() {
    differs(
        "all deletions",
        "nothing younger than defaults.grace goes, and defaults.min-keep images stay in a"
            + " repository");
    return new Imported(policy.with(rules), notes);
  }
}
