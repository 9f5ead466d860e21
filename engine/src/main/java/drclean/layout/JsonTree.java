// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

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

/// A small JSON object, read whole. Asked for what is not there, or is of another kind, it answers
/// nothing.
public final class JsonTree {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonTree NOTHING = new JsonTree(Map.of());

  private final Map<String, Object> fields;

  private JsonTree(Map<String, Object> fields) {
    this.fields = fields;
  }

  /// The one object in these bytes; nothing when they hold anything else.
  public static Optional<JsonTree> read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonTree tree = object(json);
      return json.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static JsonTree object(JsonParser json) {
    var fields = new LinkedHashMap<String, Object>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json));
    }
    return new JsonTree(fields);
  }

  /// Jackson bounds how deep values lie in each other.
  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        var items = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        yield items;
      }
      case VALUE_STRING -> json.getString();
      default -> NOTHING;
    };
  }

  /// Whether there is a field of this name.
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// A field that holds a text.
  public Optional<String> text(String name) {
    return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /// A field that holds an object; an empty one when it does not.
  public JsonTree object(String name) {
    return fields.get(name) instanceof JsonTree tree ? tree : NOTHING;
  }

  /// The objects in a field that holds an array.
  public List<JsonTree> objects(String name) {
    return fields.get(name) instanceof List<?> items
        ? items.stream().filter(JsonTree.class::isInstance).map(JsonTree.class::cast).toList()
        : List.of();
  }

  /// All fields that hold a text.
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    fields.keySet().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }
}
