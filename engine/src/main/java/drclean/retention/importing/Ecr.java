// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Delete;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lifecycle policies of Amazon ECR: an image is expired by one rule at most, and what a rule of
/// higher priority speaks of no lower one expires.
final class Ecr {
  private final Draft draft = new Draft();
  private final List<Pattern> higher = new ArrayList<>();

  private Ecr() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    var ecr = new Ecr();
    given.objects("rules").stream()
        .sorted(Comparator.comparing(rule -> rule.number("rulePriority").orElse(0)))
        .forEach(ecr::rule);
    given.requireKnown();
    ecr.draft.unread(given);
    return ecr.draft.done();
  }

  private void rule(Given rule) {
    String name = rule.text("description").orElse("rule " + rule.must("rulePriority"));
    Given selection = rule.object("selection");
    String type = rule.object("action").text("type").orElse("expire");
    boolean untagged = selection.must("tagStatus").equals("untagged");
    if (!type.equals("expire")) {
      draft.cannot(name, "we have nothing to " + type + " images to");
    } else if (untagged) {
      untagged(name, selection);
    } else {
      tagged(name, selection);
    }
    draft.unread(rule);
    draft.unread(selection);
  }

  private void untagged(String name, Given selection) {
    int number = selection.mustNumber("countNumber");
    if (selection.must("countType").equals("sinceImagePushed") && days(selection)) {
      draft.untagged(Duration.ofDays(number));
      draft.differs(name, "untagged: the age counts from the loss of the last tag, not the push");
    } else {
      draft.cannot(name, "untagged images are not counted");
    }
  }

  private static boolean days(Given selection) {
    return selection.text("countUnit").orElse("days").equals("days");
  }

  private void tagged(String name, Given selection) {
    var patterns = new ArrayList<Pattern>();
    selection.texts("tagPatternList").forEach(text -> patterns.add(new Pattern(text)));
    selection.texts("tagPrefixList").forEach(text -> patterns.add(new Pattern(text + "*")));
    if (selection.must("tagStatus").equals("any")) {
      patterns.add(new Pattern("**"));
    }
    Match match = patterns.size() > 1 ? Match.ALL : Match.ANY;
    var which =
        Selection.of(Selection.EVERYTHING, patterns).images(match).except(List.copyOf(higher));
    int number = selection.mustNumber("countNumber");
    switch (selection.must("countType")) {
      case "imageCountMoreThan" -> count(name, which, number);
      case "sinceImagePushed" ->
          age(name, which, new Delete.OlderThan(Duration.ofDays(number)), days(selection));
      case "sinceImagePulled" ->
          age(name, which, new Delete.NotPulledFor(Duration.ofDays(number)), days(selection));
      default -> draft.cannot(name, "countType " + selection.must("countType") + " is not known");
    }
    higher.addAll(patterns);
    if (match == Match.ALL) {
      draft.differs(
          name, "for lower rules an image is excepted when it has one of these tags, not all");
    }
  }

  /// Counts include what higher rules take.
  private void count(String name, Selection which, int number) {
    Among among =
        which.except().isEmpty() ? Among.SELECTED : new Among(which.tags(), Duration.ZERO);
    draft.rule(
        Rule.of(name, which, List.of(), Delete.when(new Delete.Beyond(number)))
            .counting(Counting.PLAIN.among(among)));
    draft.same(name, "beyond " + number);
  }

  private void age(String name, Selection which, Delete.Condition condition, boolean inDays) {
    if (inDays) {
      draft.rule(Rule.of(name, which, List.of(), Delete.when(condition)));
      draft.same(name, "by age");
    } else {
      draft.cannot(name, "countUnit is not days");
    }
  }
}
