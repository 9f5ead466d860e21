// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Denied;
import drclean.command.Traced;
import drclean.registry.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings in words, with the lines to type that mend them.
record FindingText(Again again) {
  static final List<String> COLUMNS =
      List.of("kind", "item", "path", "why", "repair", "concerns", "run");

  private static String kind(Finding finding) {
    return finding.kind().name().toLowerCase(Locale.ROOT);
  }

  /// One line: what, where, why, and the way out.
  static String line(Finding finding) {
    return line(finding, finding.item(), Denied.repair(finding));
  }

  /// The same, with the tags that it concerns and the run that keeps what is missing.
  String line(Traced traced) {
    return line(traced.finding(), title(traced), repair(traced));
  }

  private static String line(Finding finding, String title, String repair) {
    String where = finding.path().equals(finding.item()) ? "" : " (" + finding.path() + ")";
    return Safe.line(
        "%s %s%s: %s; %s".formatted(kind(finding), title, where, finding.why(), repair));
  }

  /// `team/app:v1 -> sha256:… blob`, or the item as it is where that says as much.
  private static String title(Traced traced) {
    String item = traced.finding().item();
    boolean said = traced.concerns().stream().allMatch(one -> says(item, one));
    if (said || traced.content().isEmpty()) {
      return item;
    }
    String first = traced.concerns().getFirst();
    int others = traced.concerns().size() - 1;
    String more = others == 0 ? "" : " and " + Human.count(others) + " more";
    return first + more + " -> " + traced.content().get();
  }

  private static boolean says(String item, String concern) {
    return item.equals(concern) || item.startsWith(concern + "@") || item.startsWith(concern + " ");
  }

  private String repair(Traced traced) {
    return traced
        .kept()
        .map(
            kept ->
                "it lies in the quarantine, where run %s moved it; give it back: %s"
                    .formatted(
                        kept.run(), again.line("restore", kept.run(), "--digest", kept.digest())))
        .orElseGet(() -> Denied.repair(traced.finding()));
  }

  /// As a row of a table with [#COLUMNS].
  List<Cell> row(Traced traced) {
    Finding finding = traced.finding();
    return List.of(
        new Cell.Text(kind(finding)),
        new Cell.Text(finding.item()),
        new Cell.Text(finding.path()),
        new Cell.Text(finding.why()),
        new Cell.Text(repair(traced)),
        new Cell.Text(String.join(" ", traced.concerns())),
        new Cell.Text(traced.kept().map(Traced.Kept::run).orElse("")));
  }

  /// As an object for JSON.
  Map<String, Object> object(Traced traced) {
    Finding finding = traced.finding();
    var object = new LinkedHashMap<String, Object>();
    object.put("kind", kind(finding));
    object.put("damage", finding.damage());
    object.put("item", finding.item());
    object.put("path", finding.path());
    object.put("why", finding.why());
    object.put("repair", repair(traced));
    object.put("concerns", traced.concerns());
    object.put("run", traced.kept().map(Traced.Kept::run));
    return object;
  }
}
