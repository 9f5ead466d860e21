// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Scrub;
import drclean.command.Untag;
import drclean.plan.Plan.Total;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.run.Following;
import drclean.run.Lease;
import drclean.run.Outcome;
import drclean.run.Purge;
import drclean.run.Recheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A night's work while it is done: what each step did, one summary, one exit code. Closing it
/// writes what is known by then.
final class Night implements AutoCloseable {
  private final Again again;
  private final Work work;
  private final Lines lines;
  private final List<String> summary = new ArrayList<>();
  private Exit exit = Exit.DONE;

  /// What came of a scrub.
  sealed interface Scrubbed {
    List<Finding> skipped();
  }

  /// It moved something.
  record Some(Outcome outcome, List<Finding> skipped) implements Scrubbed {}

  /// There was nothing to move, and something may have been given back.
  record Nothing(Recheck.Result recheck, List<Finding> skipped) implements Scrubbed {}

  Night(Again again, Work work) {
    this.again = again;
    this.work = work;
    this.lines = UntagText.lines(work.talk(), work.console());
    lines.fact("dryRun", false);
  }

  Lease lease() {
    return work.lease();
  }

  Following following(long total) {
    return work.following(total);
  }

  /// Whether nobody asked it to stop.
  boolean goesOn() {
    return exit != Exit.INTERRUPTED && !work.console().stop().getAsBoolean();
  }

  Exit exit() {
    return goesOn() ? exit : Exit.INTERRUPTED;
  }

  private void note(Exit other) {
    exit = exit == Exit.DONE || other == Exit.INTERRUPTED ? other : exit;
  }

  private void say(List<String> talk) {
    say(talk, List.of());
  }

  private void say(List<String> all, List<String> few) {
    work.talk().say(work.console(), all, few);
  }

  /// Also to those who asked for silence.
  private void warn(List<String> lines) {
    lines.forEach(work.console()::say);
  }

  void plan(Untag untag) {
    UntagText.plan(untag, lines, work.talk(), work.console());
  }

  /// The totals of a scrub; its steps are in the plan of its run.
  void plan(Scrub scrub) {
    scrub
        .plan()
        .totals()
        .forEach(
            (kind, total) ->
                say(
                    List.of(
                        "total %s: %s, %s"
                            .formatted(
                                kind, Human.count(total.count()), Human.bytes(total.bytes())))));
  }

  void untagged(Outcome outcome) {
    lines.fact("untag", run(outcome));
    lines.fact("elsewhere", Untag.elsewhere(outcome));
    say(UntagText.outcome(outcome, again), UntagText.few(outcome));
    note(UntagText.exit(outcome, work.console().stop()));
    long tags = outcome.moved().getOrDefault("tag", Total.NONE).count();
    summary.add("untagged " + Human.count(tags, "tag"));
  }

  private static Map<String, Object> run(Outcome outcome) {
    var object = new LinkedHashMap<String, Object>();
    object.put("run", outcome.run());
    object.put("moved", ReportJson.total(outcome.total()));
    object.put("givenBack", outcome.givenBack().stream().map(OutcomeText::object).toList());
    return object;
  }

  void scrubbed(Scrubbed scrubbed) {
    switch (scrubbed) {
      case Some(var outcome, _) -> {
        lines.fact("scrub", run(outcome));
        say(OutcomeText.of(outcome, again), OutcomeText.few(outcome));
        note(OutcomeText.exit(outcome, work.console().stop()));
        summary.add(new Taking(outcome.total(), outcome.cut()).done());
      }
      case Nothing(var recheck, _) -> {
        warn(OutcomeText.recheck(recheck));
        note(OutcomeText.quiet(recheck) ? Exit.DONE : Exit.FINDINGS);
        summary.add("moved nothing");
      }
    }
    warn(scrubbed.skipped().stream().map(FindingText::line).toList());
    note(scrubbed.skipped().isEmpty() ? Exit.DONE : Exit.FINDINGS);
  }

  void purged(Purge.Result result) {
    var object = new LinkedHashMap<String, Object>();
    object.put("deleted", ReportJson.total(result.deleted()));
    object.put("gone", result.runs());
    object.put("held", List.copyOf(result.held().keySet()));
    object.put("unfinished", result.unfinished());
    object.put("missing", result.alarm().stream().map(Digest::toString).sorted().toList());
    lines.fact("purge", object);
    warn(PurgeCommand.notable(result));
    boolean quiet =
        OutcomeText.quiet(result.recheck())
            && result.alarm().isEmpty()
            && result.held().isEmpty()
            && result.unfinished().isEmpty();
    note(quiet ? Exit.DONE : Exit.FINDINGS);
    summary.add(
        "deleted %s, %s"
            .formatted(
                Human.count(result.deleted().count(), "item"),
                Human.bytes(result.deleted().bytes())));
  }

  @Override
  public void close() {
    if (!summary.isEmpty() && work.talk().format() == Format.table) {
      work.console().out().println("clean: " + String.join("; ", summary));
    }
    lines.close();
  }
}
