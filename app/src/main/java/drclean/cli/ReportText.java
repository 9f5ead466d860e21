// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Report;
import drclean.command.Share;
import drclean.command.Traced;
import drclean.plan.Plan.Total;
import drclean.plan.Scope;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A report as a person reads it.
///
/// @param scope what counted as young
record ReportText(Report report, FindingText text, View view, Scope scope) {
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
  private static final List<String> SPARE = List.of("manifests", "untagged", "exclusive");
  private static final Map<String, String> WHY =
      Map.of(
          "blobs", "no manifest that lives needs them",
          "manifests", "no tag reaches them",
          "links", "what they link is not needed in their repository",
          "tags", "they speak of a manifest that goes",
          "uploads", "unfinished, and not touched for long",
          "debris", "left behind by the registry, never read again",
          "emptyFolders", "nothing is left in them");
  private static final int FINDINGS = 20;

  void print(PrintWriter out) {
    out.println(
        "%s registry: %s, %s, %s, %s with %s"
            .formatted(
                report.layout(),
                Human.count(report.counts().repositories(), "repository"),
                Human.count(report.counts().tags(), "tag"),
                Human.count(report.counts().manifests(), "manifest"),
                Human.count(report.blobs().count(), "blob"),
                size()));
    out.println();
    garbage().print(out, view);
    quarantine(out);
    if (!report.shares().isEmpty()) {
      out.println();
      shares(report).print(out, view);
    }
    findings(out);
    next(out);
  }

  /// What to do now.
  private void next(PrintWriter out) {
    boolean garbage = report.garbage().values().stream().anyMatch(total -> total.count() > 0);
    if (garbage) {
      out.println("\n`scrub` with the same options moves the garbage into quarantine.");
    }
    int untagged = report.shares().stream().mapToInt(Share::untagged).sum();
    boolean gone = report.garbage().getOrDefault("manifests", Total.NONE).count() > 0;
    boolean told = report.refusal().isPresent() || scope.keep() == Scope.Keep.TAGGED;
    if (untagged > 0 && !gone && !told) {
      out.println(
          "%s reached by no tag; with --untagged %s garbage, too: up to %s, %s more."
              .formatted(
                  Human.count(untagged, "manifest") + (untagged == 1 ? " is" : " are"),
                  untagged == 1 ? "it is" : "they are",
                  Human.count(report.untagged().count(), "blob"),
                  Human.bytes(report.untagged().bytes())));
    }
  }

  private String size() {
    String bytes = Human.bytes(report.blobs().bytes());
    return report.unsized() == 0
        ? bytes
        : "at least %s (the size of %s is not known)"
            .formatted(bytes, Human.count(report.unsized(), "blob"));
  }

  private Table garbage() {
    var rows = new ArrayList<List<Cell>>();
    report
        .garbage()
        .forEach(
            (kind, total) ->
                add(rows, List.of("garbage " + word(kind), WHY.getOrDefault(kind, "")), total));
    report
        .young()
        .forEach((kind, total) -> add(rows, List.of("young " + kind, young(kind)), total));
    if (rows.isEmpty()) {
      add(rows, List.of("garbage", "nothing: all that is here is needed"), new Total(0, 0));
    }
    return new Table(List.of("what", "count", "bytes", "why"), rows);
  }

  private static String word(String kind) {
    return kind.equals("emptyFolders") ? "empty folders" : kind;
  }

  private String young(String kind) {
    return kind.equals("uploads")
        ? "may still go on: younger than --upload-age (%s)"
            .formatted(Human.duration(scope.uploadAge()))
        : "unneeded, but younger than --grace (%s), or needed by what is younger"
            .formatted(Human.duration(scope.grace()));
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

  private void quarantine(PrintWriter out) {
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
    return new Table(COLUMNS, report.shares().stream().map(ReportText::row).toList(), SPARE);
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

  private void findings(PrintWriter out) {
    List<Traced> findings = report.findings();
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
