// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads small JSON answers. An object is a `Map`, an array a `List`, anything else its text; what
/// is null reads as the empty text. The parser bounds depth and length.
final class Json {
  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /// The object that these bytes are, or nothing when they are none.
  static Optional<Map<?, ?>> object(byte[] bytes) {
    return value(bytes).flatMap(Json::object);
  }

  /// The value that these bytes are, or nothing when they are not JSON.
  static Optional<Object> value(byte[] bytes) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() == null) {
        return Optional.empty();
      }
      Object value = value(json);
      return json.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> fields(json);
      case START_ARRAY -> elements(json);
      case VALUE_NULL -> "";
      default -> String.valueOf(json.getString());
    };
  }

  private static Map<String, Object> fields(JsonParser json) {
    var fields = new LinkedHashMap<String, Object>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json));
    }
    return fields;
  }

  private static List<Object> elements(JsonParser json) {
    var elements = new ArrayList<Object>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }

  /// A value as an object.
  static Optional<Map<?, ?>> object(Object value) {
    return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  /// A field that is an object.
  static Optional<Map<?, ?>> object(Map<?, ?> object, String name) {
    return Optional.ofNullable(object.get(name)).flatMap(Json::object);
  }

  /// A field that is a text, a number or a truth value; empty when it is not there.
  static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  /// The elements of a field that is an array; none when it is no array.
  static List<?> list(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }
}
