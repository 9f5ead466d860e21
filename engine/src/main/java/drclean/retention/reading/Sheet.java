// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Amount;
import drclean.retention.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A file while it is read: gives the values of its nodes, and collects what is wrong with them.
final class Sheet {
  private static final int MOST_NODES = 100_000;
  private static final int MOST_MISTAKES = 50;

  private final String file;
  private final Set<Mistake> mistakes = new LinkedHashSet<>();
  private int nodes;

  Sheet(String file) {
    this.file = file;
  }

  List<Mistake> mistakes() {
    return mistakes.stream()
        .sorted(java.util.Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .limit(MOST_MISTAKES)
        .toList();
  }

  void wrong(Node node, String what) {
    wrong(node.getStartMark(), what);
  }

  void wrong(Optional<Mark> mark, String what) {
    mistakes.add(
        new Mistake(
            file,
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            what));
  }

  /// The fields of a mapping, of which only these are known.
  Fields fields(Node node, String what, List<String> known) {
    var fields = new Fields(this, node);
    if (!(node instanceof MappingNode mapping)) {
      wrong(node, "%s must be a mapping of %s".formatted(what, String.join(", ", known)));
      fields.spoil();
      return fields;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      Optional<String> fault =
          known.contains(key)
              ? Optional.of(key)
                  .filter(_ -> count(node) && !fields.put(key, entry.getValueNode()))
                  .map("%s is given twice"::formatted)
              : Optional.of(
                  "%s knows no %s".formatted(what, shown(key)) + Nearest.hint(key, known));
      fault.ifPresent(
          words -> {
            wrong(entry.getKeyNode(), words);
            fields.spoil();
          });
    }
    return fields;
  }

  /// All entries of a mapping in which any key may stand.
  List<NodeTuple> entries(Node node) {
    if (node instanceof MappingNode mapping && count(node)) {
      return mapping.getValue();
    }
    wrong(node, "must be a mapping");
    return List.of();
  }

  /// The items of a list, each read.
  <T> List<T> list(Node node, Function<Node, Optional<T>> reader) {
    if (!(node instanceof SequenceNode sequence)) {
      wrong(node, "must be a list, such as [\"v*\"]");
      return List.of();
    }
    var items = new ArrayList<T>();
    for (Node item : sequence.getValue()) {
      if (count(item)) {
        reader.apply(item).ifPresent(items::add);
      }
    }
    return items;
  }

  /// Aliases can make a small file very large.
  private boolean count(Node node) {
    if (++nodes == MOST_NODES) {
      wrong(node, "the file holds more than %d values".formatted(MOST_NODES));
    }
    return nodes < MOST_NODES;
  }

  Optional<String> text(Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    wrong(node, node instanceof ScalarNode ? "a value is missing" : "must be one value");
    return Optional.empty();
  }

  /// A value that a text must spell; `kind` says what it must be.
  <T> Optional<T> value(Node node, String kind, Function<String, Optional<T>> reader) {
    Optional<String> text = text(node);
    Optional<T> value = text.flatMap(reader);
    if (text.isPresent() && value.isEmpty()) {
      wrong(node, "%s is no %s".formatted(shown(text.get()), kind));
    }
    return value;
  }

  Optional<Duration> duration(Node node) {
    return value(
        node, "duration; write a number and a unit: 90m, 24h, 7d, 2w, forever", Amount::duration);
  }

  Optional<Long> bytes(Node node) {
    return value(node, "size; write a number and a unit: 500MB, 10GiB", Amount::bytes);
  }

  Optional<Integer> number(Node node) {
    return value(
        node,
        "whole number",
        text -> text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty());
  }

  Optional<Integer> percent(Node node) {
    return value(
        node,
        "percentage, such as 85%",
        text ->
            text.matches("\\d{1,3}%")
                ? Optional.of(Integer.parseInt(text.substring(0, text.length() - 1)))
                : Optional.empty());
  }

  Optional<Pattern> pattern(Node node) {
    return text(node).flatMap(text -> build(node, () -> new Pattern(text)));
  }

  List<Pattern> patterns(Node node) {
    return list(node, this::pattern);
  }

  /// One of the words of an enum, in small letters.
  <E extends Enum<E>> Optional<E> word(Node node, Class<E> words) {
    List<String> known =
        Stream.of(words.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> text = text(node);
    int place = text.map(known::indexOf).orElse(-1);
    if (text.isPresent() && place < 0) {
      wrong(
          node, "%s is not known%s".formatted(shown(text.get()), Nearest.hint(text.get(), known)));
    }
    return place < 0 ? Optional.empty() : Optional.of(words.getEnumConstants()[place]);
  }

  /// Makes a value that checks itself.
  <T> Optional<T> build(Node node, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      wrong(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  static String shown(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }
}
