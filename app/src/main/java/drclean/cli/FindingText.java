// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.registry.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A finding in words.
final class FindingText {
  static final List<String> COLUMNS = List.of("kind", "item", "path", "why", "repair");

  private FindingText() {}

  static String kind(Finding finding) {
    return finding.kind().name().toLowerCase(Locale.ROOT);
  }

  /// One line: what, where, why, and the way out.
  static String line(Finding finding) {
    String where = finding.path().equals(finding.item()) ? "" : " (" + finding.path() + ")";
    return Safe.line(
        "%s %s%s: %s; %s"
            .formatted(kind(finding), finding.item(), where, finding.why(), finding.repair()));
  }

  static List<Cell> row(Finding finding) {
    return List.of(
        new Cell.Text(kind(finding)),
        new Cell.Text(finding.item()),
        new Cell.Text(finding.path()),
        new Cell.Text(finding.why()),
        new Cell.Text(finding.repair()));
  }

  static Map<String, Object> object(Finding finding) {
    var object = new LinkedHashMap<String, Object>();
    object.put("kind", kind(finding));
    object.put("damage", finding.damage());
    object.put("item", finding.item());
    object.put("path", finding.path());
    object.put("why", finding.why());
    object.put("repair", finding.repair());
    return object;
  }
}
