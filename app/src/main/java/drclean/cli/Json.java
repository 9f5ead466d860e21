// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes JSON: maps as objects, iterables as arrays, and texts, numbers and truths as they are.
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private Json() {}

  /// One document, in lines, with an end of line after it.
  static void print(PrintWriter out, Object document) {
    try (JsonGenerator json = generator(out)) {
      write(json, document);
    }
    out.println();
    out.flush();
  }

  /// A writer for a document that is too long to hold; what it writes goes to `out`, which it does
  /// not close.
  static JsonGenerator generator(PrintWriter out) {
    return FACTORY.createGenerator(new Indented(), out);
  }

  /// Writes one value.
  static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Map<?, ?> object -> {
        json.writeStartObject();
        object.forEach((name, inner) -> field(json, String.valueOf(name), inner));
        json.writeEndObject();
      }
      case Iterable<?> array -> {
        json.writeStartArray();
        array.forEach(inner -> write(json, inner));
        json.writeEndArray();
      }
      case Optional<?> none when none.isEmpty() -> json.writeNull();
      case Optional<?> some -> write(json, some.get());
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(wellFormed(value.toString()));
    }
  }

  /// Writes one named value.
  static void field(JsonGenerator json, String name, Object value) {
    json.writeName(wellFormed(name));
    write(json, value);
  }

  /// A name that is not UTF-8 holds lone surrogates, which JSON cannot carry; they are spelt out.
  private static String wellFormed(String text) {
    boolean whole = text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    return whole ? text : Safe.line(text);
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
