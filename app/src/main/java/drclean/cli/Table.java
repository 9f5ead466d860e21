// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows under named columns.
///
/// @param columns the name of each as a program reads it (`lastPush`); people see `LAST PUSH`
/// @param spare columns that are left out where there is no room, the first of them first
record Table(List<String> columns, List<List<Cell>> rows, List<String> spare) {
  private static final String GAP = "  ";
  private static final int READABLE = 20;
  private static final String CUT = "(cut to fit; -v shows all)";

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    spare = List.copyOf(spare);
  }

  /// A table that needs all its columns.
  Table(List<String> columns, List<List<Cell>> rows) {
    this(columns, rows, List.of());
  }

  /// Lined up for people, with as little room as it needs and as much as there is.
  void print(PrintWriter out, View view) {
    print(out, view, Map.of());
  }

  private void print(PrintWriter out, View view, Map<Integer, String> notes) {
    if (lay(out, view, notes)) {
      out.println(CUT);
    }
  }

  /// Writes it with a note below some of its rows; answers whether it had to be cut.
  private boolean lay(PrintWriter out, View view, Map<Integer, String> notes) {
    List<List<String>> lines = lines();
    var widths = new Widths(lines);
    if (!spare.isEmpty() && widths.least(this::soft, READABLE) > view.columns() - gaps()) {
      withoutSpare().lay(out, view, notes);
      return true;
    }
    widths.shrink(this::soft, view.columns() - gaps());
    for (int i = 0; i < lines.size(); i++) {
      out.println(lineUp(widths.cut(lines.get(i)), widths));
      if (notes.containsKey(i - 1)) {
        out.println(notes.get(i - 1));
      }
    }
    return widths.shrunk();
  }

  private List<List<String>> lines() {
    var lines = new ArrayList<List<String>>();
    lines.add(IntStream.range(0, columns.size()).mapToObj(this::title).toList());
    rows.forEach(row -> lines.add(row.stream().map(cell -> Safe.line(cell.human())).toList()));
    return lines;
  }

  private boolean soft(int column) {
    return !rows.isEmpty() && rows.getFirst().get(column).soft();
  }

  private Table withoutSpare() {
    int column = columns.indexOf(spare.getFirst());
    return new Table(
        without(columns, column),
        rows.stream().map(row -> without(row, column)).toList(),
        spare.subList(1, spare.size()));
  }

  private static <T> List<T> without(List<T> row, int column) {
    var rest = new ArrayList<>(row);
    rest.remove(column);
    return rest;
  }

  private int gaps() {
    return GAP.length() * (columns.size() - 1);
  }

  /// As [#printOr], with so many rows of each kind as the view has room for. Where rows have no
  /// kind, all are of one.
  void printFewOr(PrintWriter out, View view, String sentence) {
    boolean kinds = columns.getFirst().equals("kind");
    var shown = new ArrayList<List<Cell>>();
    var notes = new HashMap<Integer, String>();
    var few = new Few(view.lines(), note -> notes.put(shown.size() - 1, note));
    for (List<Cell> row : rows) {
      if (few.shows(kinds ? row.getFirst().human() : "all")) {
        shown.add(row);
      }
    }
    few.end();
    if (shown.isEmpty()) {
      out.println(sentence);
    } else {
      new Table(columns, shown, spare).print(out, view, notes);
    }
  }

  /// As [#print], or this sentence when there is no row.
  void printOr(PrintWriter out, View view, String sentence) {
    if (rows.isEmpty()) {
      out.println(sentence);
    } else {
      print(out, view);
    }
  }

  private String lineUp(List<String> line, Widths widths) {
    var text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      String room = " ".repeat(Math.max(0, widths.of(i) - Widths.length(line.get(i))));
      boolean right = !rows.isEmpty() && rows.getFirst().get(i).number();
      text.append(right ? room + line.get(i) : line.get(i) + room).append(GAP);
    }
    return text.toString().stripTrailing();
  }

  private String title(int column) {
    String title = columns.get(column).replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    boolean time = !rows.isEmpty() && rows.getFirst().get(column) instanceof Cell.Time;
    return time ? title + " (UTC)" : title;
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
