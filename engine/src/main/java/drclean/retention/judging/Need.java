// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Counting.By;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Policy;
import drclean.retention.Rule;
import java.util.EnumSet;
import java.util.Set;

/// A kind of evidence that a policy may ask for.
public enum Need {
  CREATED,
  PULLS,
  LABELS,
  MEDIA_TYPES,
  IN_USE,
  HISTORY,
  UNTAGGED_SINCE;

  /// All that a policy asks for.
  public static Set<Need> of(Policy policy) {
    var needs = EnumSet.noneOf(Need.class);
    policy.rules().forEach(rule -> rule(rule, needs));
    if (!policy.protect().inUse().isEmpty()) {
      needs.add(IN_USE);
    }
    if (!policy.protect().keepUntil().isEmpty()) {
      needs.add(LABELS);
    }
    if (policy.untagged().deletes()) {
      needs.add(UNTAGGED_SINCE);
      if (policy.untagged().history() > 0) {
        needs.add(HISTORY);
      }
    }
    return needs;
  }

  /// All that a rule asks for.
  static Set<Need> of(Rule rule) {
    var needs = EnumSet.noneOf(Need.class);
    rule(rule, needs);
    return needs;
  }

  private static void rule(Rule rule, Set<Need> needs) {
    rule.keep().forEach(keep -> keep(keep, needs));
    if (rule.delete() instanceof Delete.When(var conditions)) {
      conditions.forEach(condition -> condition(condition, needs));
    }
    if (rule.counting().by() == By.CREATED) {
      needs.add(CREATED);
    }
    if (rule.counting().by() == By.PULLED) {
      needs.add(PULLS);
    }
    if (!rule.selection().labels().isEmpty()) {
      needs.add(LABELS);
    }
    if (!rule.selection().mediaTypes().isEmpty()) {
      needs.add(MEDIA_TYPES);
    }
  }

  private static void keep(Keep keep, Set<Need> needs) {
    switch (keep) {
      case Keep.PulledWithin _, Keep.LastPulled _ -> needs.add(PULLS);
      case Keep.Labelled _ -> needs.add(LABELS);
      case Keep.Last _, Keep.Within _, Keep.Semver _, Keep.Calendar _ -> {}
    }
  }

  private static void condition(Delete.Condition condition, Set<Need> needs) {
    switch (condition) {
      case Delete.NotPulledFor _ -> needs.add(PULLS);
      case Delete.Labelled _ -> needs.add(LABELS);
      case Delete.OlderThan _, Delete.Beyond _ -> {}
    }
  }
}
