// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Opinion;
import drclean.command.Untag;
import drclean.plan.Plan;
import drclean.plan.Plan.Total;
import drclean.retention.judging.Reason;
import drclean.retention.judging.Verdict.Kind;
import drclean.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What an untag is to do and did, in words.
final class UntagText {
  private UntagText() {}

  /// Where its plan and what came of it are written.
  static Lines lines(TalkOptions talk, Console console) {
    return talk.format() == Format.json ? talk.lines(console) : new Lines.Totals(console.out());
  }

  /// Writes a plan: the tags that go, what that comes to, and what may not be meant.
  static void plan(Untag untag, Lines lines, TalkOptions talk, Console console) {
    show(untag, lines, talk, console);
    talk.say(console, summary(untag));
    warn(untag, talk, console);
  }

  /// Writes the tags that go, and what that comes to.
  static void show(Untag untag, Lines lines, TalkOptions talk, Console console) {
    switch (talk.format()) {
      case table -> {
        if (!untag.leaving().isEmpty() && !talk.quiet()) {
          people(untag).printFewOr(console.out(), talk.view(console), "");
        }
        lines.plan(untag.plan());
      }
      case json -> {
        lines.fact("tags", untag.leaving().stream().map(OpinionText::object).toList());
        lines.plan(untag.plan());
        lines.fact("freed", ReportJson.total(untag.freed()));
      }
      case csv -> programs(untag).print(console.out(), Separated.CSV);
      case tsv -> programs(untag).print(console.out(), Separated.TSV);
    }
    console.out().flush();
    if (talk.verbose()) {
      untag.staying().forEach(opinion -> talk.detail(console, staying(opinion)));
    }
  }

  /// Says what may not be meant.
  static void warn(Untag untag, TalkOptions talk, Console console) {
    untag
        .judged()
        .verdicts()
        .warnings()
        .forEach(warning -> talk.say(console, "warning: " + warning.words()));
  }

  private static String staying(Opinion opinion) {
    return "%s stays: %s".formatted(opinion.tag().title(), opinion.verdict().because());
  }

  /// The rule has a column of its own.
  private static String reasons(Opinion opinion) {
    return opinion.verdict().reasons().stream()
        .map(Reason::words)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /// What a scrub does after it: for people as a plan of its own, for programs its sums.
  static void then(Plan scrub, Lines lines, TalkOptions talk, Console console) {
    switch (talk.format()) {
      case table -> {
        talk.say(console, "and then, moved into the quarantine because nothing needs it any more:");
        (talk.quiet() ? lines : new Lines.Words(console.out(), talk.view(console))).plan(scrub);
      }
      case json -> {
        var totals = new LinkedHashMap<String, Object>();
        scrub.totals().forEach((kind, total) -> totals.put(kind, ReportJson.total(total)));
        lines.fact("scrub", Map.of("totals", totals, "total", ReportJson.total(scrub.total())));
      }
      case csv, tsv -> {}
    }
  }

  /// A line for each tag that goes, for people: how old it is.
  static Table people(Untag untag) {
    return new Table(
        List.of("tag", "digest", "age", "rule", "reason"),
        untag.leaving().stream()
            .map(
                opinion ->
                    List.<Cell>of(
                        new Cell.Text(opinion.tag().title()),
                        new Cell.Text(OpinionText.digest(opinion)),
                        new Cell.Text(age(opinion, untag.judged().now())),
                        new Cell.Text(opinion.rules()),
                        new Cell.Text(reasons(opinion))))
            .toList());
  }

  /// The same for programs: when it was pushed.
  static Table programs(Untag untag) {
    return new Table(
        List.of("tag", "digest", "pushed", "rule", "reason"),
        untag.leaving().stream()
            .map(
                opinion ->
                    List.<Cell>of(
                        new Cell.Text(opinion.tag().title()),
                        new Cell.Text(OpinionText.whole(opinion)),
                        new Cell.Time(opinion.pushed()),
                        new Cell.Text(opinion.rules()),
                        new Cell.Text(opinion.verdict().because())))
            .toList());
  }

  private static String age(Opinion opinion, Instant now) {
    return opinion
        .pushed()
        .map(pushed -> PolicyOptions.age(Duration.between(pushed, now)))
        .orElse("-");
  }

  static String summary(Untag untag) {
    return untag.leaving().isEmpty()
        ? counts(untag)
        : counts(untag)
            + "; then a scrub --untagged could take %s more".formatted(sum(untag.freed()));
  }

  /// How many tags stay and go.
  static String counts(Untag untag) {
    return "%s protected, %s kept, %s to go"
        .formatted(
            Human.count(untag.count(Kind.PROTECTED), "tag"),
            Human.count(untag.count(Kind.KEEP)),
            Human.count(untag.leaving().size()));
  }

  static String sum(Total total) {
    return Human.count(total.count(), "blob") + ", " + Human.bytes(total.bytes());
  }

  /// What a run did.
  static List<String> outcome(Outcome outcome, Again again) {
    var lines = new ArrayList<String>();
    lines.addAll(elsewhere(outcome));
    lines.add(untagged(outcome));
    if (outcome.ended() == Outcome.Ended.INTERRUPTED) {
      lines.add("stopped on the way; what is moved is whole, and another untag does the rest");
    }
    int stayed = outcome.fresh().size() + outcome.taken().size();
    if (stayed > 0) {
      lines.add(
          Human.count(stayed, "item") + " stayed, because it changed meanwhile (-v names it)");
    }
    if (outcome.vanished() > 0) {
      lines.add(Human.count(outcome.vanished(), "item") + " had gone meanwhile (-v names it)");
    }
    lines.addAll(OutcomeText.recheck(outcome.recheck()));
    lines.add("what only they reached goes with: " + again.line("scrub", "--untagged"));
    lines.add("undo it: " + again.line("restore", outcome.run()));
    return lines;
  }

  /// The same for those who asked for silence: what needs a look, and which run it was.
  static List<String> few(Outcome outcome) {
    var lines = new ArrayList<String>(elsewhere(outcome));
    lines.addAll(OutcomeText.notable(outcome, "untag"));
    lines.add(untagged(outcome));
    return lines;
  }

  private static List<String> elsewhere(Outcome outcome) {
    return Untag.elsewhere(outcome).stream()
        .map(tag -> tag + " stays: it points elsewhere than when it was judged")
        .toList();
  }

  private static String untagged(Outcome outcome) {
    long moved = outcome.moved().getOrDefault("tag", Total.NONE).count();
    return "untagged %s, as run %s".formatted(Human.count(moved, "tag"), outcome.run());
  }

  static Exit exit(Outcome outcome, Stop stop) {
    Exit exit = OutcomeText.exit(outcome, stop);
    return exit == Exit.DONE && !outcome.elsewhere().isEmpty() ? Exit.FINDINGS : exit;
  }
}
