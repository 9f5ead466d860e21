// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// JSON objects one a line, in plain ASCII, so that names that are not UTF-8 keep their spelling.
final class Json {
  static final JsonFactory LINES =
      JsonFactory.builder()
          .rootValueSeparator("\n")
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();
  private static final int MOST_FIELDS = 200;

  private Json() {}

  interface Body {
    void write(JsonGenerator json);
  }

  static void write(OutputStream out, Body body) throws IOException {
    try (JsonGenerator json = LINES.createGenerator(ObjectWriteContext.empty(), out)) {
      body.write(json);
      json.writeRaw('\n');
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  static byte[] bytes(Body body) {
    var out = new ByteArrayOutputStream();
    try {
      write(out, body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /// The fields of the one object in these bytes, or nothing when they are none.
  static Optional<Map<String, String>> object(byte[] bytes) {
    try (JsonParser json = LINES.createParser(ObjectReadContext.empty(), bytes)) {
      return next(json);
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The fields of the next object, those of objects inside it as `outer.inner`; nothing at the
  /// end.
  static Optional<Map<String, String>> next(JsonParser json) {
    JsonToken token = json.nextToken();
    if (token == null) {
      return Optional.empty();
    }
    if (token != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    return Optional.of(fields(json));
  }

  private static Map<String, String> fields(JsonParser json) {
    var fields = new LinkedHashMap<String, String>();
    Deque<String> within = new ArrayDeque<>();
    within.push("");
    while (!within.isEmpty()) {
      switch (json.nextToken()) {
        case END_OBJECT -> within.pop();
        case PROPERTY_NAME -> value(json, within, fields);
        case null, default -> throw new IllegalArgumentException("it is not a flat JSON object");
      }
    }
    return fields;
  }

  private static void value(JsonParser json, Deque<String> within, Map<String, String> fields) {
    String name = within.peek() + json.currentName();
    JsonToken token = json.nextToken();
    if (token == JsonToken.START_OBJECT) {
      within.push(name + ".");
    } else if (token == null || !token.isScalarValue() || fields.size() == MOST_FIELDS) {
      throw new IllegalArgumentException("it is not a flat JSON object");
    } else {
      fields.put(name, json.getString());
    }
  }
}
