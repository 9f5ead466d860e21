// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.plan.Step;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// Writes the steps of a plan one after the other, so that a long plan costs no memory, and then
/// what came of it. A dry run and the real run write the same steps and totals.
interface Lines extends AutoCloseable {
  /// All steps, and their totals.
  void plan(Plan plan);

  /// A fact about what was done.
  void fact(String name, Object value);

  @Override
  void close();

  /// The word for what a step changes.
  private static String kind(Step step) {
    return step instanceof Step.Cut ? Planner.EMPTY_FOLDER : step.item().kind();
  }

  private static void each(Plan plan, Consumer<Step> line) {
    try (Stream<Step> steps = plan.steps().get()) {
      steps.forEach(line);
    }
  }

  /// For people, as much as they can see at once.
  record Words(PrintWriter out, View view) implements Lines {
    @Override
    public void plan(Plan plan) {
      var few = Few.of(view, out);
      each(
          plan,
          step -> {
            if (few.shows(kind(step))) {
              out.println(line(step));
            }
          });
      few.end();
      if (plan.isEmpty()) {
        out.println("nothing to do: nothing here is garbage, or it is younger than the grace time");
        return;
      }
      totals(plan, out);
    }

    /// One kind after the other, and all together where there are several.
    private static void totals(Plan plan, PrintWriter out) {
      plan.totals().forEach((kind, total) -> out.println("total " + sum(kind, total)));
      if (plan.totals().size() > 1) {
        out.println("total: " + Taking.of(plan).amount());
      }
      out.flush();
    }

    private static String line(Step step) {
      String bytes = step instanceof Step.Cut ? "-" : Human.bytes(step.bytes());
      return Safe.line(
          "%-13s %8s  %s: %s".formatted(kind(step), bytes, step.item().title(), step.because()));
    }

    private static String sum(String kind, Plan.Total total) {
      String count = "%s: %s".formatted(kind, Human.count(total.count()));
      return kind.equals(Planner.EMPTY_FOLDER) ? count : count + ", " + Human.bytes(total.bytes());
    }

    @Override
    public void fact(String name, Object value) {}

    @Override
    public void close() {
      out.flush();
    }
  }

  /// For people who asked for silence: the totals alone.
  record Totals(PrintWriter out) implements Lines {
    @Override
    public void plan(Plan plan) {
      Words.totals(plan, out);
    }

    @Override
    public void fact(String name, Object value) {}

    @Override
    public void close() {
      out.flush();
    }
  }

  /// For JSON: one document, written while it is known.
  record Document(PrintWriter out, JsonGenerator json) implements Lines {
    public Document {
      json.writeStartObject();
    }

    @Override
    public void plan(Plan plan) {
      json.writeName("steps");
      json.writeStartArray();
      each(plan, step -> Json.write(json, object(step)));
      json.writeEndArray();
      var totals = new LinkedHashMap<String, Object>();
      plan.totals().forEach((kind, total) -> totals.put(kind, ReportJson.total(total)));
      fact("totals", totals);
      fact("total", ReportJson.total(plan.total()));
      json.flush();
    }

    private static Map<String, Object> object(Step step) {
      var object = new LinkedHashMap<String, Object>();
      object.put("kind", kind(step));
      object.put("item", step.item().title());
      object.put("path", step.path());
      object.put("bytes", step.bytes());
      object.put("because", step.because());
      return object;
    }

    @Override
    public void fact(String name, Object value) {
      Json.field(json, name, value);
    }

    @Override
    public void close() {
      json.writeEndObject();
      json.close();
      out.println();
      out.flush();
    }
  }

  /// Values with a separator.
  record Values(PrintWriter out, Separated separated) implements Lines {
    @Override
    public void plan(Plan plan) {
      out.println(separated.line(List.of("kind", "item", "path", "bytes", "because")));
      each(plan, step -> out.println(separated.line(values(step))));
      out.flush();
    }

    private static List<String> values(Step step) {
      return List.of(
          kind(step),
          step.item().title(),
          step.path(),
          Long.toString(step.bytes()),
          step.because());
    }

    @Override
    public void fact(String name, Object value) {}

    @Override
    public void close() {
      out.flush();
    }
  }
}
