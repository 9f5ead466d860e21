// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Delete;
import drclean.retention.Delete.Condition;
import drclean.retention.Keep;
import drclean.retention.Keep.Period;
import drclean.retention.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads what a rule keeps and deletes.
final class ConditionReader {
  static final List<String> KEEPS =
      List.of("last", "within", "pulled-within", "last-pulled", "semver", "calendar", "labels");
  static final List<String> DELETES = List.of("older-than", "not-pulled-for", "beyond", "labels");

  private final Sheet sheet;
  private final Function<Node, Optional<Labels>> labels;

  ConditionReader(Sheet sheet, Function<Node, Optional<Labels>> labels) {
    this.sheet = sheet;
    this.labels = labels;
  }

  Optional<List<Keep>> keep(Node node) {
    Fields fields = sheet.fields(node, "keep", KEEPS);
    if (fields.isEmpty()) {
      sheet.wrong(node, "keep is empty; leave it away, or say what to keep");
    }
    var all = new ArrayList<Keep>();
    read(fields, "last", sheet::number, Keep.Last::new).ifPresent(all::add);
    read(fields, "within", sheet::duration, Keep.Within::new).ifPresent(all::add);
    read(fields, "pulled-within", sheet::duration, Keep.PulledWithin::new).ifPresent(all::add);
    read(fields, "last-pulled", sheet::number, Keep.LastPulled::new).ifPresent(all::add);
    fields.maybe("semver", this::semver).ifPresent(all::add);
    fields.maybe("calendar", this::calendar).ifPresent(all::add);
    read(fields, "labels", labels, Keep.Labelled::new).ifPresent(all::add);
    return Optional.of(all);
  }

  Optional<Delete> delete(Node node) {
    if (node instanceof ScalarNode) {
      return sheet.value(
          node,
          "deletion; write rest, or conditions such as {older-than: 30d}",
          text -> text.equals("rest") ? Optional.of(new Delete.Rest()) : Optional.empty());
    }
    Fields fields = sheet.fields(node, "delete", DELETES);
    if (fields.isEmpty()) {
      sheet.wrong(node, "delete is empty; write rest, or conditions such as {older-than: 30d}");
    }
    var all = new ArrayList<Condition>();
    read(fields, "older-than", sheet::duration, Delete.OlderThan::new).ifPresent(all::add);
    read(fields, "not-pulled-for", sheet::duration, Delete.NotPulledFor::new).ifPresent(all::add);
    read(fields, "beyond", sheet::number, Delete.Beyond::new).ifPresent(all::add);
    read(fields, "labels", labels, Delete.Labelled::new).ifPresent(all::add);
    return all.isEmpty() ? Optional.empty() : sheet.build(node, () -> new Delete.When(all));
  }

  private <T, C> Optional<C> read(
      Fields fields, String key, Function<Node, Optional<T>> reader, Function<T, C> maker) {
    return fields.maybe(
        key,
        node -> reader.apply(node).flatMap(value -> sheet.build(node, () -> maker.apply(value))));
  }

  private Optional<Keep> semver(Node node) {
    Fields fields =
        sheet.fields(node, "semver", List.of("majors", "minors", "patches", "prereleases"));
    if (fields.isEmpty()) {
      sheet.wrong(node, "semver is empty; say how many majors, minors, patches or prereleases");
    }
    return sheet.build(
        node,
        () ->
            new Keep.Semver(
                fields.or("majors", sheet::number, Keep.ALL),
                fields.or("minors", sheet::number, Keep.ALL),
                fields.or("patches", sheet::number, Keep.ALL),
                fields.or("prereleases", sheet::number, 0)));
  }

  private Optional<Keep> calendar(Node node) {
    List<String> words = Stream.of(Period.values()).map(Period::word).toList();
    Fields fields = sheet.fields(node, "calendar", words);
    var counts = new EnumMap<Period, Integer>(Period.class);
    for (Period period : Period.values()) {
      fields.maybe(period.word(), sheet::number).ifPresent(n -> counts.put(period, n));
    }
    return sheet.build(node, () -> new Keep.Calendar(counts));
  }
}
