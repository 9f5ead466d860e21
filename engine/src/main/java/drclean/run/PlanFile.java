// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.registry.Refused;
import drclean.storage.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// A plan as a file of JSON lines: a header, the steps, a footer. It is the journal of its run: it
/// is saved whole before the first step, and what has moved is done.
final class PlanFile {
  private PlanFile() {}

  /// What reading a plan's file answers.
  sealed interface Opened {
    /// It is whole, and nothing in it leads out of the registry.
    record Whole(Plan plan) implements Opened {}

    /// It is not there, not whole, or names paths that no plan may name; and why.
    record Lost(String why) implements Opened {}

    /// The plan, or a refusal.
    default Plan orRefuse() {
      return switch (this) {
        case Whole(var plan) -> plan;
        case Lost(var why) -> throw new Refused("refused: " + why);
      };
    }
  }

  static void save(Registry registry, String run, Plan plan) {
    registry
        .storage()
        .save(registry.plan(run), out -> Json.write(out, json -> write(json, run, plan)));
  }

  private static void write(JsonGenerator json, String run, Plan plan) {
    header(json, run, plan);
    var bytes = new AtomicLong();
    var count = new AtomicLong();
    try (Stream<Step> steps = plan.steps().get()) {
      steps.forEach(
          step -> {
            StepJson.write(json, step);
            bytes.addAndGet(step.bytes());
            count.incrementAndGet();
          });
    }
    json.writeStartObject();
    json.writeNumberProperty("steps", count.get());
    json.writeNumberProperty("bytes", bytes.get());
    json.writeEndObject();
  }

  private static void header(JsonGenerator json, String run, Plan plan) {
    json.writeStartObject();
    json.writeNumberProperty("plan", 1);
    json.writeStringProperty("run", run);
    json.writeStringProperty("layout", plan.layout());
    json.writeStringProperty("made", plan.made().toString());
    json.writeStringProperty("keep", plan.keep().name());
    json.writeObjectPropertyStart("totals");
    plan.totals().forEach((kind, total) -> total(json, kind, total));
    json.writeEndObject();
    json.writeEndObject();
  }

  static void total(JsonGenerator json, String kind, Plan.Total total) {
    json.writeObjectPropertyStart(kind);
    json.writeNumberProperty("count", total.count());
    json.writeNumberProperty("bytes", total.bytes());
    json.writeEndObject();
  }

  /// Reads the plan of a run through once, to see that it is whole and stays within the registry.
  static Opened open(Registry registry, String run) {
    return open(registry, run, _ -> {});
  }

  /// When the plan of a run was made, by its header alone; long ago where that does not tell.
  static Instant made(Registry registry, String run) {
    try (var lines = new PlanLines(registry.storage(), registry.plan(run), registry.quarantine())) {
      return Instant.parse(lines.header().getOrDefault("made", ""));
    } catch (PlanLines.NotWhole | DateTimeException _) {
      return Instant.EPOCH;
    }
  }

  /// The same that hands over each step on the way; those of a plan that is lost are worth nothing.
  static Opened open(Registry registry, String run, Consumer<Step> each) {
    Source source = registry.storage();
    String path = registry.plan(run);
    String quarantine = registry.quarantine();
    try (var lines = new PlanLines(source, path, quarantine)) {
      Map<String, String> header = lines.header();
      lines.forEachRemaining(each);
      return new Opened.Whole(
          new Plan(
              header.getOrDefault("layout", ""),
              Instant.parse(header.getOrDefault("made", "")),
              Scope.Keep.valueOf(header.getOrDefault("keep", "")),
              totals(header),
              () -> PlanLines.steps(source, path, quarantine)));
    } catch (PlanLines.NotWhole | DateTimeException | IllegalArgumentException e) {
      return new Opened.Lost("the plan %s cannot be used: %s".formatted(path, e.getMessage()));
    }
  }

  private static Map<String, Plan.Total> totals(Map<String, String> header) {
    var totals = new LinkedHashMap<String, Plan.Total>();
    for (String field : header.keySet()) {
      if (field.startsWith("totals.") && field.endsWith(".count")) {
        String kind = field.substring("totals.".length(), field.length() - ".count".length());
        totals.put(
            kind, new Plan.Total(number(header, kind, "count"), number(header, kind, "bytes")));
      }
    }
    return totals;
  }

  private static long number(Map<String, String> header, String kind, String what) {
    return Long.parseLong(header.getOrDefault("totals." + kind + "." + what, ""));
  }
}
