// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.By;
import drclean.retention.Counting.Count;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Policy.Protect;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.util.ArrayList;
import java.util.List;

/// The container expiration policy of a GitLab project.
final class GitLab {
  private GitLab() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    Given policy =
        given.has("container_expiration_policy_attributes")
            ? given.object("container_expiration_policy_attributes")
            : given.has("container_expiration_policy")
                ? given.object("container_expiration_policy")
                : given;
    var draft = new Draft();
    String doomed =
        policy.text("name_regex_delete").or(() -> policy.text("name_regex")).orElse(".*");
    var kept = new ArrayList<Pattern>(Pattern.list("latest"));
    policy.text("name_regex_keep").map(regex -> new Pattern("re:" + regex)).ifPresent(kept::add);
    policy.text("name_regex");
    draft.protect(new Protect(kept, List.of(), List.of(), List.of(), List.of(), ""));
    draft.same("latest and name_regex_keep", "protected, and not counted");
    draft.rule(rule(policy, doomed, kept));
    draft.same("keep_n and older_than", "counted by the time of creation");
    if (!policy.yes("enabled")) {
      draft.cannot("enabled", "the policy is off there; a policy here is on when it is used");
    }
    policy.text("cadence").ifPresent(_ -> draft.cannot("cadence", "when it runs is not said here"));
    policy.text("next_run_at");
    draft.unread(policy);
    return draft.done();
  }

  private static Rule rule(Given policy, String doomed, List<Pattern> kept) {
    var selection =
        Selection.of(Selection.EVERYTHING, List.of(new Pattern("re:" + doomed))).except(kept);
    List<Keep> keep =
        policy.number("keep_n").<List<Keep>>map(n -> List.of(new Keep.Last(n))).orElse(List.of());
    Delete delete =
        policy
            .duration("older_than")
            .map(age -> Delete.when(new Delete.OlderThan(age)))
            .orElse(new Delete.Rest());
    return Rule.of("cleanup policy", selection, keep, delete)
        .counting(Counting.PLAIN.by(By.CREATED).count(Count.TAGS));
  }
}
