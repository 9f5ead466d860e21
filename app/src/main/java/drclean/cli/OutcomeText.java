// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.run.GivenBack;
import drclean.run.Outcome;
import drclean.run.Recheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What a run did, in words.
final class OutcomeText {
  private OutcomeText() {}

  static List<String> of(Outcome outcome, Again again) {
    var lines = new ArrayList<String>();
    lines.add(moved(outcome));
    if (outcome.ended() == Outcome.Ended.INTERRUPTED) {
      lines.add("stopped on the way; what is moved is whole, and another scrub does the rest");
    }
    if (!outcome.fresh().isEmpty() || !outcome.taken().isEmpty()) {
      int stayed = outcome.fresh().size() + outcome.taken().size();
      lines.add(
          Human.count(stayed, "item") + " stayed, because it changed meanwhile (-v names it)");
    }
    if (outcome.vanished() > 0) {
      lines.add(Human.count(outcome.vanished(), "item") + " had gone meanwhile (-v names it)");
    }
    lines.addAll(recheck(outcome.recheck()));
    if (outcome.total().count() == 0) {
      return lines;
    }
    lines.add(
        "the space is free after: %s (when it has waited for 7 days, or with --hold)"
            .formatted(again.line("purge")));
    lines.add("undo it: " + again.line("restore", outcome.run()));
    return lines;
  }

  /// Empty folders are removed at once: nothing of them waits.
  private static String moved(Outcome outcome) {
    var taken = new Taking(outcome.total(), outcome.cut());
    return "%s, as run %s".formatted(taken.done(), outcome.run());
  }

  /// The same for those who asked for silence: what needs a look, and which run it was.
  static List<String> few(Outcome outcome) {
    return Stream.concat(notable(outcome, "scrub").stream(), Stream.of(moved(outcome))).toList();
  }

  /// What the exit code of a run tells of.
  static List<String> notable(Outcome outcome, String command) {
    var lines = new ArrayList<String>();
    if (outcome.ended() == Outcome.Ended.INTERRUPTED) {
      lines.add("stopped on the way; another %s does the rest".formatted(command));
    }
    if (!outcome.taken().isEmpty()) {
      lines.add(
          Human.count(outcome.taken().size(), "item")
              + " stayed, because its place in quarantine is taken (-v names it)");
    }
    lines.addAll(recheck(outcome.recheck()));
    return lines;
  }

  /// What looking again found.
  static List<String> recheck(Recheck.Result recheck) {
    var lines = new ArrayList<String>();
    if (!recheck.givenBack().isEmpty()) {
      lines.add(
          "gave back what is needed again: " + Human.count(recheck.givenBack().size(), "item"));
    }
    for (GivenBack stuck : recheck.stuck()) {
      lines.add(
          "%s is needed, and something else lies at %s; move that away and run `restore`"
              .formatted(stuck.item().title(), stuck.path()));
    }
    recheck.blocking().forEach(finding -> lines.add(FindingText.line(finding)));
    return lines;
  }

  /// Done, or what a script should notice.
  static Exit exit(Outcome outcome, Stop stop) {
    if (outcome.ended() == Outcome.Ended.INTERRUPTED || stop.getAsBoolean()) {
      return Exit.INTERRUPTED;
    }
    return quiet(outcome.recheck()) && outcome.taken().isEmpty() ? Exit.DONE : Exit.FINDINGS;
  }

  /// Whether looking again found nothing to tell.
  static boolean quiet(Recheck.Result recheck) {
    return recheck.givenBack().isEmpty()
        && recheck.stuck().isEmpty()
        && recheck.blocking().isEmpty();
  }

  static void facts(Lines lines, Outcome outcome) {
    lines.fact("run", outcome.run());
    lines.fact("ended", outcome.ended().name().toLowerCase(Locale.ROOT));
    var moved = new LinkedHashMap<String, Object>();
    outcome.moved().forEach((kind, total) -> moved.put(kind, ReportJson.total(total)));
    lines.fact("moved", moved);
    lines.fact("emptyFolders", outcome.cut());
    lines.fact("vanished", outcome.vanished());
    facts(lines, outcome.recheck());
  }

  static void facts(Lines lines, Recheck.Result recheck) {
    lines.fact("givenBack", recheck.givenBack().stream().map(OutcomeText::object).toList());
    lines.fact("stuck", recheck.stuck().stream().map(OutcomeText::object).toList());
  }

  static Map<String, Object> object(GivenBack back) {
    var object = new LinkedHashMap<String, Object>();
    object.put("kind", back.item().kind());
    object.put("item", back.item().title());
    object.put("path", back.path());
    object.put("run", back.run());
    object.put("because", back.because());
    return object;
  }
}
