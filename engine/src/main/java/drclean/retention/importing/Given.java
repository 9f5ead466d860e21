// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Amount;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// An object of JSON (or YAML, of which JSON is a part) that remembers what was asked of it.
final class Given {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 50;

  private final Map<?, ?> values;
  private final Set<String> asked = new HashSet<>();

  private Given(Map<?, ?> values) {
    this.values = values;
  }

  /// What a text holds: an object, or a list under the name `list`.
  static Given read(String text) {
    refuseDepth(text);
    try {
      var settings = LoadSettings.builder().setCodePointLimit(LONGEST).build();
      Object all = new Load(settings).loadFromString(text);
      return new Given(all instanceof Map<?, ?> map ? map : Map.of("list", list(all)));
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<?> list(Object all) {
    if (all instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("an object or a list is expected");
  }

  private static void refuseDepth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '{' || text.charAt(i) == '[' ? 1 : 0;
      depth -= text.charAt(i) == '}' || text.charAt(i) == ']' ? 1 : 0;
      deepest = Math.max(depth, deepest);
    }
    if (deepest > DEEPEST || text.length() > LONGEST) {
      throw new IllegalArgumentException("it is too long or too deep");
    }
  }

  private Optional<Object> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  Optional<String> text(String key) {
    return value(key).map(Object::toString).filter(text -> !text.isEmpty());
  }

  String must(String key) {
    return text(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
  }

  Optional<Integer> number(String key) {
    return text(key)
        .map(
            text -> {
              if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("%s is no number: %s".formatted(key, text));
              }
              return Integer.valueOf(text);
            });
  }

  int mustNumber(String key) {
    must(key);
    return number(key).orElse(0);
  }

  boolean yes(String key) {
    return text(key).map("true"::equals).orElse(false);
  }

  Duration mustDuration(String key) {
    return age(must(key));
  }

  Optional<Duration> duration(String key) {
    return text(key).map(Given::age);
  }

  static Duration age(String text) {
    return Amount.duration(text)
        .orElseThrow(() -> new IllegalArgumentException("no duration: " + text));
  }

  Given object(String key) {
    return new Given(value(key).map(Given::map).orElse(Map.of()));
  }

  private static Map<?, ?> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("an object is expected, not " + value);
  }

  List<Given> objects(String key) {
    return value(key).<List<?>>map(Given::list).orElse(List.of()).stream()
        .map(one -> new Given(map(one)))
        .toList();
  }

  List<String> texts(String key) {
    return value(key).<List<?>>map(Given::list).orElse(List.of()).stream()
        .map(Object::toString)
        .toList();
  }

  /// Refuses what holds nothing of all that was asked for: it is somebody else's.
  void requireKnown() {
    if (values.keySet().stream().noneMatch(key -> asked.contains(String.valueOf(key)))) {
      throw new IllegalArgumentException(
          "it holds none of " + String.join(", ", new TreeSet<>(asked)));
    }
  }

  /// What is there and nobody asked for.
  Set<String> unread() {
    var unread = new TreeSet<String>();
    values.keySet().forEach(key -> unread.add(String.valueOf(key)));
    unread.removeAll(asked);
    return unread;
  }
}
