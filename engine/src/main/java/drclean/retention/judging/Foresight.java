// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Counting.By;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.util.ArrayList;
import java.util.List;

/// What the author of a policy may not have meant, as far as the policy alone tells.
public final class Foresight {
  private static final List<String> ALL = List.of("*", "**", "re:.*");

  /// Why nothing tells of pulls where a policy does not say what does.
  public static final String UNTOLD = "the policy names no file of pulls";

  private Foresight() {}

  /// All that can be told without a registry; [Verdicts#warnings] tells the rest.
  public static List<Warning> of(Policy policy) {
    var warnings = new ArrayList<Warning>();
    boolean sheltered =
        all(policy.protect().tags())
            || policy.protect().repos().stream().anyMatch(Foresight::every);
    for (Rule rule : policy.rules()) {
      if (selectsNothing(rule.selection())) {
        warnings.add(new Warning.SelectsNothing(rule.name()));
      } else if (sheltered && !(rule.delete() instanceof Delete.Never)) {
        warnings.add(new Warning.AlwaysOverruled(rule.name(), List.of("protect")));
      } else if (rule.delete() instanceof Delete.Rest && rule.keep().isEmpty()) {
        warnings.add(new Warning.KeepsNothing(rule.name()));
      }
    }
    if (policy.pulls().file().isEmpty()) {
      warnings.addAll(pulls(policy, UNTOLD));
    }
    return List.copyOf(warnings);
  }

  /// The rules that ask for pulls, where nothing tells of them for this reason.
  static List<Warning> pulls(Policy policy, String why) {
    return policy.rules().stream()
        .filter(rule -> Need.of(rule).contains(Need.PULLS))
        .<Warning>map(rule -> new Warning.PullsUntold(rule.name(), asking(rule), why))
        .toList();
  }

  private static String asking(Rule rule) {
    for (Keep keep : rule.keep()) {
      if (keep instanceof Keep.PulledWithin) {
        return "pulled-within";
      }
      if (keep instanceof Keep.LastPulled) {
        return "last-pulled";
      }
    }
    return rule.counting().by() == By.PULLED ? "by: pulled" : "not-pulled-for";
  }

  private static boolean selectsNothing(Selection selection) {
    return all(selection.except())
        || selection.except().containsAll(selection.tags())
        || selection.exceptRepos().stream().anyMatch(Foresight::every)
        || selection.exceptRepos().containsAll(selection.repos());
  }

  /// Whether these are all names of tags, in which no slash stands.
  private static boolean all(List<Pattern> tags) {
    return tags.stream().anyMatch(pattern -> ALL.contains(pattern.text()));
  }

  private static boolean every(Pattern repositories) {
    return repositories.text().equals("**") || repositories.text().equals("re:.*");
  }
}
