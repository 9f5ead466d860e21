// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Counting.By;
import drclean.retention.Counting.Count;
import drclean.retention.Counting.Of;
import drclean.retention.Counting.Per;
import drclean.retention.Delete;
import drclean.retention.Labels;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Rule.Emptying;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import drclean.retention.Selection.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// Reads one rule.
final class RuleReader {
  static final List<String> FIELDS =
      List.of(
          "name",
          "repos",
          "except-repos",
          "tags",
          "except",
          "labels",
          "media-types",
          "unit",
          "match",
          "per",
          "by",
          "of",
          "count",
          "among",
          "keep",
          "delete",
          "allow-empty");

  private final Sheet sheet;
  private final ConditionReader conditions;

  RuleReader(Sheet sheet) {
    this.sheet = sheet;
    this.conditions = new ConditionReader(sheet, this::labels);
  }

  Optional<Rule> rule(Node node) {
    Fields fields = sheet.fields(node, "a rule", FIELDS);
    Optional<String> name = fields.must("name", sheet::text);
    Optional<Selection> selection = selection(fields);
    Counting counting = counting(fields);
    var keep = fields.or("keep", conditions::keep, List.of());
    Optional<Delete> delete = fields.maybe("delete", conditions::delete);
    boolean wrong =
        fields.spoiled()
            || name.isEmpty()
            || selection.isEmpty()
            || (keep.isEmpty() && fields.node("keep").isPresent())
            || (delete.isEmpty() && fields.node("delete").isPresent());
    return wrong
        ? Optional.empty()
        : sheet.build(
            node,
            () ->
                new Rule(
                    name.get(),
                    selection.get(),
                    counting,
                    keep,
                    delete.orElse(new Delete.Never()),
                    fields.or("allow-empty", this::emptying, Emptying.REFUSED)));
  }

  private Optional<Selection> selection(Fields fields) {
    Optional<List<Pattern>> tags = fields.must("tags", this::patterns);
    List<Pattern> repos = fields.or("repos", this::patterns, Selection.EVERYTHING);
    List<Pattern> exceptRepos = fields.or("except-repos", this::patterns, List.of());
    List<Pattern> except = fields.or("except", this::patterns, List.of());
    List<Pattern> mediaTypes = fields.or("media-types", this::patterns, List.of());
    Labels labels = fields.or("labels", this::labels, Labels.ANY);
    Unit unit = fields.or("unit", n -> sheet.word(n, Unit.class), Unit.TAG);
    Match match = fields.or("match", n -> sheet.word(n, Match.class), Match.ANY);
    return tags.flatMap(
        some ->
            sheet.build(
                fields.whole(),
                () ->
                    new Selection(
                        repos, exceptRepos, some, except, labels, mediaTypes, unit, match)));
  }

  private Counting counting(Fields fields) {
    Counting plain = Counting.PLAIN;
    return new Counting(
        fields.or("per", this::per, plain.per()),
        fields.or("by", node -> sheet.word(node, By.class), plain.by()),
        fields.or("of", node -> sheet.word(node, Of.class), plain.of()),
        fields.or("count", node -> sheet.word(node, Count.class), plain.count()),
        fields.or("among", this::among, plain.among()));
  }

  private Optional<Per> per(Node node) {
    return sheet
        .pattern(node)
        .flatMap(pattern -> sheet.build(node, () -> new Per.Capture(pattern)));
  }

  private Optional<Among> among(Node node) {
    Fields fields = sheet.fields(node, "among", List.of("tags", "older-than"));
    if (fields.isEmpty()) {
      sheet.wrong(node, "among needs tags or older-than");
    }
    List<Pattern> tags = fields.or("tags", this::patterns, List.of());
    Duration age = fields.or("older-than", sheet::duration, Duration.ZERO);
    return sheet.build(node, () -> new Among(tags, age));
  }

  private Optional<List<Pattern>> patterns(Node node) {
    List<Pattern> patterns = sheet.patterns(node);
    if (patterns.isEmpty() && sheet.mistakes().isEmpty()) {
      sheet.wrong(node, "the list is empty");
    }
    return patterns.isEmpty() ? Optional.empty() : Optional.of(patterns);
  }

  private Optional<Labels> labels(Node node) {
    var wanted = new TreeMap<String, Pattern>();
    for (NodeTuple entry : sheet.entries(node)) {
      Optional<String> key = sheet.text(entry.getKeyNode());
      Optional<Pattern> value = sheet.pattern(entry.getValueNode());
      if (key.isPresent() && value.isPresent() && wanted.put(key.get(), value.get()) != null) {
        sheet.wrong(entry.getKeyNode(), "%s is given twice".formatted(key.get()));
      }
    }
    if (wanted.isEmpty()) {
      sheet.wrong(node, "labels must name one");
    }
    return Optional.of(new Labels(wanted));
  }

  private Optional<Emptying> emptying(Node node) {
    return sheet.value(
        node,
        "answer; write true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(Emptying.ALLOWED);
              case "false" -> Optional.of(Emptying.REFUSED);
              default -> Optional.empty();
            });
  }
}
