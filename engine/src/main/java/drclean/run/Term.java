// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a lease's file says: who has it, since when, until when.
record Term(Owner owner, Instant taken, Instant expires) {
  byte[] bytes() {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("owner");
          json.writeStringProperty("host", owner.host());
          json.writeStringProperty("space", owner.space());
          json.writeNumberProperty("pid", owner.pid());
          json.writeNumberProperty("ticks", owner.ticks());
          json.writeEndObject();
          json.writeStringProperty("taken", taken.toString());
          json.writeStringProperty("expires", expires.toString());
          json.writeEndObject();
        });
  }

  /// What these bytes say, or nothing when they were not written whole.
  static Optional<Term> read(byte[] bytes) {
    return Json.object(bytes).flatMap(Term::of);
  }

  private static Optional<Term> of(Map<String, String> fields) {
    try {
      var owner =
          new Owner(
              fields.getOrDefault("owner.host", "unknown"),
              fields.getOrDefault("owner.space", ""),
              Long.parseLong(fields.getOrDefault("owner.pid", "")),
              Long.parseLong(fields.getOrDefault("owner.ticks", "" + Owner.UNKNOWN)));
      return Optional.of(
          new Term(
              owner,
              Instant.parse(fields.getOrDefault("taken", "")),
              Instant.parse(fields.getOrDefault("expires", ""))));
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
