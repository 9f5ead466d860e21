// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Delete;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.util.ArrayList;
import java.util.List;

/// What the author of a policy may not have meant, as far as the policy alone tells.
public final class Foresight {
  private static final List<String> ALL = List.of("*", "**", "re:.*");

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
        warnings.add(new Warning.AlwaysOverruled(rule.name()));
      } else if (rule.delete() instanceof Delete.Rest && rule.keep().isEmpty()) {
        warnings.add(new Warning.KeepsNothing(rule.name()));
      }
    }
    return List.copyOf(warnings);
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
