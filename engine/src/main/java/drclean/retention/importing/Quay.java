// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.Count;
import drclean.retention.Delete;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Auto-prune policies of Quay; their deletions add up.
final class Quay {
  private Quay() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    var draft = new Draft();
    List<Given> policies =
        given.has("policies")
            ? given.objects("policies")
            : given.has("list") ? given.objects("list") : List.of(given);
    Set<String> methods = new HashSet<>();
    for (Given policy : policies) {
      methods.add(policy.must("method"));
      draft.rule(rule(policy));
      draft.same(policy.must("method"), policy.must("value"));
      policy.text("uuid");
      draft.unread(policy);
    }
    if (methods.size() > 1) {
      draft.differs("creation_date", "Quay takes by age first, and then counts what is left");
    }
    return draft.done();
  }

  private static Rule rule(Given policy) {
    List<Pattern> pattern =
        policy
            .text("tagPattern")
            .or(() -> policy.text("tag_pattern"))
            .map(regex -> List.of(Zot.unanchored(regex)))
            .orElse(List.of());
    boolean turned =
        policy
            .text("tagPatternMatches")
            .or(() -> policy.text("tag_pattern_matches"))
            .map("false"::equals)
            .orElse(false);
    Selection all = Selection.of(Selection.EVERYTHING, Selection.EVERYTHING);
    Selection which =
        pattern.isEmpty()
            ? all
            : turned ? all.except(pattern) : Selection.of(Selection.EVERYTHING, pattern);
    return Rule.of(policy.must("method"), which, List.of(), Delete.when(condition(policy)))
        .counting(Counting.PLAIN.count(Count.TAGS));
  }

  private static Delete.Condition condition(Given policy) {
    return switch (policy.must("method")) {
      case "number_of_tags" -> new Delete.Beyond(policy.mustNumber("value"));
      case "creation_date" -> new Delete.OlderThan(policy.mustDuration("value"));
      default -> throw new IllegalArgumentException("no method: " + policy.must("method"));
    };
  }
}
