// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Rows under named columns.
///
/// @param columns the name of each as a program reads it (`lastPush`); people see `LAST PUSH`
record Table(List<String> columns, List<List<Cell>> rows) {
  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Lined up for people, with as little room as it needs.
  void print(PrintWriter out) {
    var lines = new ArrayList<List<String>>();
    lines.add(columns.stream().map(Table::title).toList());
    rows.forEach(row -> lines.add(row.stream().map(cell -> Safe.line(cell.human())).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    lines.forEach(line -> out.println(lineUp(line, widths)));
  }

  /// As [#print], or this sentence when there is no row.
  void printOr(PrintWriter out, String sentence) {
    if (rows.isEmpty()) {
      out.println(sentence);
    } else {
      print(out);
    }
  }

  private String lineUp(List<String> line, int[] widths) {
    var text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String room = " ".repeat(widths[i] - line.get(i).length());
      boolean right = !rows.isEmpty() && rows.getFirst().get(i).number();
      text.append(right ? room + line.get(i) : line.get(i) + room).append("  ");
    }
    return text.toString().stripTrailing();
  }

  private static String title(String column) {
    return column.replaceAll("([A-Z])", " $1").toUpperCase(java.util.Locale.ROOT);
  }

  /// Values with a separator between them; the first line names the columns.
  void print(PrintWriter out, Separated separated) {
    out.println(separated.line(columns));
    rows.forEach(
        row ->
            out.println(separated.line(row.stream().map(c -> String.valueOf(c.exact())).toList())));
  }

  /// Each row as an object for JSON.
  List<Map<String, Object>> objects() {
    return rows.stream().map(this::object).collect(Collectors.toList());
  }

  private Map<String, Object> object(List<Cell> row) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.get(i).exact());
    }
    return object;
  }
}
