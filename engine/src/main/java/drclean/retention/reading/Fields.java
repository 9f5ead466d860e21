// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/// The known fields of a mapping.
final class Fields {
  private final Sheet sheet;
  private final Node whole;
  private final Map<String, Node> values = new HashMap<>();
  private boolean spoiled;

  Fields(Sheet sheet, Node whole) {
    this.sheet = sheet;
    this.whole = whole;
  }

  boolean put(String key, Node value) {
    return values.putIfAbsent(key, value) == null;
  }

  /// Nothing is said, not even what nobody knows.
  boolean isEmpty() {
    return values.isEmpty() && !spoiled;
  }

  /// Something in it is wrong already.
  boolean spoiled() {
    return spoiled;
  }

  void spoil() {
    spoiled = true;
  }

  Node whole() {
    return whole;
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// A field's value, or this one when it is absent or wrong.
  <T> T or(String key, Function<Node, Optional<T>> reader, T otherwise) {
    return node(key).flatMap(reader).orElse(otherwise);
  }

  /// A field's value, if it is there and right.
  <T> Optional<T> maybe(String key, Function<Node, Optional<T>> reader) {
    return node(key).flatMap(reader);
  }

  /// A field that must be there.
  <T> Optional<T> must(String key, Function<Node, Optional<T>> reader) {
    if (node(key).isEmpty()) {
      sheet.wrong(whole, "%s is missing".formatted(key));
    }
    return maybe(key, reader);
  }
}
