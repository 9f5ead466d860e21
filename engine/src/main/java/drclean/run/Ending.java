// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.storage.Content;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// How and when a run ended, as it is noted beside its plan.
record Ending(Instant finished, Run.State state) {
  private static final int LARGEST = 1 << 20;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  static void save(Registry registry, Outcome outcome) {
    registry
        .storage()
        .save(registry.done(outcome.run()), out -> Json.write(out, json -> write(json, outcome)));
  }

  private static void write(JsonGenerator json, Outcome outcome) {
    json.writeStartObject();
    json.writeStringProperty("run", outcome.run());
    json.writeStringProperty("finished", outcome.finished().toString());
    json.writeStringProperty("ended", outcome.ended().name());
    totals(json, "moved", outcome.moved());
    json.writeNumberProperty("vanished", outcome.vanished());
    json.writeNumberProperty("cut", outcome.cut());
    json.writeNumberProperty("taken", outcome.taken().size());
    json.writeNumberProperty("givenBack", outcome.givenBack().size());
    json.writeEndObject();
  }

  private static void totals(JsonGenerator json, String name, Map<String, Total> totals) {
    json.writeObjectPropertyStart(name);
    totals.forEach((kind, total) -> PlanFile.total(json, kind, total));
    json.writeEndObject();
  }

  static Optional<Ending> read(Registry registry, String run) {
    return registry
        .storage()
        .read(registry.done(run), LARGEST)
        .found()
        .map(Content::bytes)
        .flatMap(Json::object)
        .flatMap(Ending::of);
  }

  private static Optional<Ending> of(Map<String, String> fields) {
    try {
      Instant finished = Instant.parse(fields.getOrDefault("finished", ""));
      if (finished.isAfter(LATEST)) {
        return Optional.empty();
      }
      boolean done = Outcome.Ended.DONE.name().equals(fields.get("ended"));
      return Optional.of(new Ending(finished, done ? Run.State.DONE : Run.State.INTERRUPTED));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
