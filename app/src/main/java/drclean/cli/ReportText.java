// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Report;
import drclean.command.Share;
import drclean.command.Traced;
import drclean.plan.Plan.Total;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A report as a person reads it.
final class ReportText {
  private static final List<String> COLUMNS =
      List.of(
          "repository",
          "bytes",
          "exclusive",
          "reclaimable",
          "tags",
          "manifests",
          "untagged",
          "lastPush");
  private static final Map<String, String> WHY =
      Map.of(
          "blobs", "no manifest that lives needs them",
          "manifests", "no tag reaches them",
          "links", "what they link is not needed in their repository",
          "tags", "they speak of a manifest that goes",
          "uploads", "unfinished, and not touched for long",
          "debris", "left behind by the registry, never read again");
  private static final int FINDINGS = 20;

  private ReportText() {}

  static void print(PrintWriter out, Report report, FindingText text) {
    out.println(
        "%s registry: %s, %s, %s, %s with %s"
            .formatted(
                report.layout(),
                Human.count(report.counts().repositories(), "repository"),
                Human.count(report.counts().tags(), "tag"),
                Human.count(report.counts().manifests(), "manifest"),
                Human.count(report.blobs().count(), "blob"),
                size(report)));
    out.println();
    garbage(report).print(out);
    quarantine(out, report);
    if (!report.shares().isEmpty()) {
      out.println();
      shares(report).print(out);
    }
    findings(out, report.findings(), text);
    next(out, report);
  }

  /// What to do now.
  private static void next(PrintWriter out, Report report) {
    boolean garbage = report.garbage().values().stream().anyMatch(total -> total.count() > 0);
    if (garbage) {
      out.println("\n`scrub` with the same options moves the garbage into quarantine.");
    }
    int untagged = report.shares().stream().mapToInt(Share::untagged).sum();
    if (untagged > 0 && report.garbage().getOrDefault("manifests", Total.NONE).count() == 0) {
      out.println(
          "%s reached by no tag; with --untagged they are garbage, too."
              .formatted(Human.count(untagged, "manifest") + (untagged == 1 ? " is" : " are")));
    }
  }

  private static String size(Report report) {
    String bytes = Human.bytes(report.blobs().bytes());
    return report.unsized() == 0
        ? bytes
        : "at least %s (the size of %s is not known)"
            .formatted(bytes, Human.count(report.unsized(), "blob"));
  }

  private static Table garbage(Report report) {
    var rows = new ArrayList<List<Cell>>();
    report
        .garbage()
        .forEach(
            (kind, total) ->
                add(rows, List.of("garbage " + kind, WHY.getOrDefault(kind, "")), total));
    report
        .young()
        .forEach(
            (kind, total) ->
                add(
                    rows,
                    List.of(
                        "young " + kind,
                        "unneeded, but younger than --grace (24h), or needed by what is younger"),
                    total));
    if (rows.isEmpty()) {
      add(rows, List.of("garbage", "nothing: all that is here is needed"), new Total(0, 0));
    }
    return new Table(List.of("what", "count", "bytes", "why"), rows);
  }

  private static void add(List<List<Cell>> rows, List<String> words, Total total) {
    if (total.count() > 0
        || words.getFirst().equals("garbage")
        || words.getFirst().equals("garbage blobs")) {
      rows.add(
          List.of(
              new Cell.Text(words.getFirst()),
              new Cell.Count(total.count()),
              new Cell.Bytes(total.bytes()),
              new Cell.Text(words.getLast())));
    }
  }

  private static void quarantine(PrintWriter out, Report report) {
    report
        .refusal()
        .ifPresent(why -> out.println("\nNothing can be cleaned now: " + Safe.line(why)));
    if (report.quarantine().runs() > 0) {
      out.println(
          "\nIn quarantine: %s in %s, %s"
              .formatted(
                  Human.count(report.quarantine().items(), "item"),
                  Human.count(report.quarantine().runs(), "run"),
                  Human.bytes(report.quarantine().bytes())));
    }
  }

  /// The table of repositories.
  static Table shares(Report report) {
    return new Table(COLUMNS, report.shares().stream().map(ReportText::row).toList());
  }

  private static List<Cell> row(Share share) {
    return List.of(
        new Cell.Text(share.name()),
        new Cell.Bytes(share.bytes()),
        new Cell.Bytes(share.exclusiveBytes()),
        new Cell.Bytes(share.reclaimableBytes()),
        new Cell.Count(share.tags()),
        new Cell.Count(share.manifests()),
        new Cell.Count(share.untagged()),
        new Cell.Time(share.lastPush()));
  }

  private static void findings(PrintWriter out, List<Traced> findings, FindingText text) {
    if (findings.isEmpty()) {
      return;
    }
    out.println("\n" + Human.count(findings.size(), "finding") + ":");
    findings.stream().limit(FINDINGS).forEach(traced -> out.println("  " + text.line(traced)));
    if (findings.size() > FINDINGS) {
      out.println(
          "  … and %s more; `validate` shows them all"
              .formatted(Human.count(findings.size() - FINDINGS)));
    }
  }
}
