// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Amount;
import drclean.retention.Counting;
import drclean.retention.Counting.By;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tag retention rules of a Harbor project: each keeps, and in a repository that any of them speaks
/// of all else goes. Repositories are named without their project there.
final class Harbor {
  private static final int MOST_BRACES = 4;

  private final Draft draft = new Draft();
  private final Set<Pattern> touched = new LinkedHashSet<>();

  private Harbor() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    var harbor = new Harbor();
    given.objects("rules").forEach(harbor::rule);
    if (!harbor.touched.isEmpty()) {
      Selection all =
          Selection.of(List.copyOf(harbor.touched), Selection.EVERYTHING).images(Match.ANY);
      harbor.draft.rule(Rule.of("the rest", all, List.of(), new Delete.Rest()));
      harbor.draft.same("what no rule retains", "is deleted");
    }
    given.requireKnown();
    given.text("id");
    given.text("algorithm");
    harbor.draft.unread(given);
    return harbor.draft.done();
  }

  private void rule(Given rule) {
    String template = rule.must("template");
    if (rule.yes("disabled")) {
      draft.cannot(template, "it is disabled");
      return;
    }
    var repos = new ArrayList<Pattern>();
    var exceptRepos = new ArrayList<Pattern>();
    for (Given scope : rule.object("scope_selectors").objects("repository")) {
      boolean turned = scope.text("decoration").orElse("").equals("repoExcludes");
      braces(scope.must("pattern")).forEach(p -> (turned ? exceptRepos : repos).add(repo(p)));
    }
    List<Pattern> where = repos.isEmpty() ? Selection.EVERYTHING : repos;
    touched.addAll(where);
    Keep keep = keep(template, rule.object("params"));
    Selection which = Selection.of(where, tags(rule)).exceptRepos(exceptRepos).images(Match.ANY);
    By by = template.equals("latestActiveK") ? By.PULLED : By.PUSHED;
    draft.rule(
        Rule.of(template, which, List.of(keep), new Delete.Never())
            .counting(Counting.PLAIN.by(by)));
    draft.same(template, keep.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (keep instanceof Keep.PulledWithin || keep instanceof Keep.LastPulled) {
      draft.differs(template, "what was pushed lately counts as pulled");
    }
  }

  private List<Pattern> tags(Given rule) {
    var tags = new ArrayList<Pattern>();
    for (Given selector : rule.objects("tag_selectors")) {
      boolean turned = selector.text("decoration").orElse("").equals("excludes");
      List<String> patterns = braces(selector.must("pattern"));
      if (turned && patterns.size() > 1) {
        draft.differs("excludes " + selector.must("pattern"), "keeps what fails any of them");
      }
      for (String text : patterns) {
        tags.add(new Pattern(turned ? "!" + text : text));
      }
    }
    return tags.isEmpty() ? Selection.EVERYTHING : tags;
  }

  private static Pattern repo(String text) {
    return text.equals("**") ? new Pattern(text) : new Pattern("*/" + text);
  }

  private static Keep keep(String template, Given params) {
    if (template.equals("always")) {
      return new Keep.Within(Amount.FOREVER);
    }
    int number =
        params
            .number(template)
            .orElseThrow(() -> new IllegalArgumentException(template + " needs a number"));
    return switch (template) {
      case "latestPushedK", "latestActiveK" -> new Keep.Last(number);
      case "latestPulledN" -> new Keep.LastPulled(number);
      case "nDaysSinceLastPull" -> new Keep.PulledWithin(Duration.ofDays(number));
      case "nDaysSinceLastPush", "lastXDays" -> new Keep.Within(Duration.ofDays(number));
      default -> throw new IllegalArgumentException("no template: " + template);
    };
  }

  /// `{a,b}` are two patterns.
  static List<String> braces(String text) {
    if (text.chars().filter(c -> c == '{').count() > MOST_BRACES) {
      throw new IllegalArgumentException("too many braces: " + text);
    }
    int open = text.indexOf('{');
    int close = text.indexOf('}', open + 1);
    if (open < 0 || close < 0) {
      return List.of(text);
    }
    var all = new ArrayList<String>();
    for (String one : text.substring(open + 1, close).split(",", -1)) {
      all.addAll(braces(text.substring(0, open) + one + text.substring(close + 1)));
    }
    return all;
  }
}
