// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.registry.Digest;
import drclean.retention.Amount;
import drclean.retention.Example;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Policy.Defaults;
import drclean.retention.Policy.Limits;
import drclean.retention.Policy.Orphans;
import drclean.retention.Policy.Pressure;
import drclean.retention.Policy.Protect;
import drclean.retention.Policy.Pulls;
import drclean.retention.Policy.Untagged;
import drclean.retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a policy from the root of a file.
final class PolicyReader {
  static final List<String> FIELDS =
      List.of(
          "version",
          "defaults",
          "protect",
          "rules",
          "untagged",
          "orphans",
          "pressure",
          "pulls",
          "tests");

  private final Sheet sheet;

  PolicyReader(Sheet sheet) {
    this.sheet = sheet;
  }

  Optional<Policy> policy(Node root) {
    Fields fields = sheet.fields(root, "a policy", FIELDS);
    if (!fields.isEmpty()) {
      fields.must("version", this::version);
    }
    return sheet.build(
        root,
        () ->
            new Policy(
                fields.or("defaults", this::defaults, Defaults.CAREFUL),
                fields.or("protect", this::protect, Protect.NOTHING),
                fields.or("rules", this::rules, List.of()),
                fields.or("untagged", this::untagged, Untagged.STAY),
                fields.or("orphans", this::orphans, new Orphans(Amount.FOREVER)),
                fields.or("pressure", this::pressure, Pressure.NONE),
                fields.or("pulls", this::pulls, Pulls.UNTOLD),
                fields.or("tests", this::examples, List.of())));
  }

  private Optional<Integer> version(Node node) {
    return sheet.value(
        node,
        "version that is known; this program knows 1",
        text -> text.equals("1") ? Optional.of(Policy.VERSION) : Optional.empty());
  }

  private Optional<Defaults> defaults(Node node) {
    Fields fields =
        sheet.fields(node, "defaults", List.of("grace", "quarantine", "min-keep", "limits"));
    Defaults careful = Defaults.CAREFUL;
    return sheet.build(
        node,
        () ->
            new Defaults(
                fields.or("grace", sheet::duration, careful.grace()),
                fields.or("quarantine", sheet::duration, careful.quarantine()),
                fields.or("min-keep", sheet::number, careful.minKeep()),
                fields.or("limits", this::limits, careful.limits())));
  }

  private Optional<Limits> limits(Node node) {
    Fields fields = sheet.fields(node, "limits", List.of("percent", "images", "size"));
    Limits careful = Limits.CAREFUL;
    return sheet.build(
        node,
        () ->
            new Limits(
                fields.or("percent", sheet::number, careful.percent()),
                fields.or("images", sheet::number, (int) careful.images()),
                fields.or("size", sheet::bytes, careful.bytes())));
  }

  private Optional<Protect> protect(Node node) {
    Fields fields =
        sheet.fields(
            node, "protect", List.of("tags", "repos", "digests", "in-use", "hosts", "keep-until"));
    return sheet.build(
        node,
        () ->
            new Protect(
                fields.or("tags", this::patterns, List.of()),
                fields.or("repos", this::patterns, List.of()),
                fields.or("digests", this::digests, List.of()),
                fields.or("in-use", this::sources, List.of()),
                fields.or("hosts", this::texts, List.of()),
                fields.or("keep-until", sheet::text, "")));
  }

  private Optional<List<Pattern>> patterns(Node node) {
    return Optional.of(sheet.patterns(node));
  }

  private Optional<List<String>> texts(Node node) {
    return Optional.of(sheet.list(node, sheet::text));
  }

  private Optional<List<String>> sources(Node node) {
    return Optional.of(sheet.list(node, this::source));
  }

  /// `file:PATH` and `{file: PATH}` say the same.
  private Optional<String> source(Node node) {
    return node instanceof MappingNode
        ? sheet
            .fields(node, "a source", List.of("file"))
            .must("file", sheet::text)
            .map(path -> "file:" + path)
        : sheet.text(node);
  }

  private Optional<List<Digest>> digests(Node node) {
    return Optional.of(
        sheet.list(
            node, item -> sheet.value(item, "digest, such as sha256:…", PolicyReader::digest)));
  }

  private static Optional<Digest> digest(String text) {
    return Digest.parse(text).or(() -> Digest.of(Digest.V1, text));
  }

  private Optional<List<Rule>> rules(Node node) {
    var reader = new RuleReader(sheet);
    return Optional.of(sheet.list(node, reader::rule));
  }

  private Optional<List<Example>> examples(Node node) {
    var reader = new ExampleReader(sheet);
    return Optional.of(sheet.list(node, reader::example));
  }

  private Optional<Untagged> untagged(Node node) {
    Fields fields = sheet.fields(node, "untagged", List.of("delete", "history"));
    Duration age = fields.or("delete", this::olderThan, Amount.FOREVER);
    return sheet.build(node, () -> new Untagged(age, fields.or("history", sheet::number, 0)));
  }

  private Optional<Orphans> orphans(Node node) {
    Fields fields = sheet.fields(node, "orphans", List.of("delete"));
    Optional<Duration> age = fields.must("delete", this::olderThan);
    return sheet.build(node, () -> new Orphans(age.orElse(Amount.FOREVER)));
  }

  private Optional<Duration> olderThan(Node node) {
    Fields fields = sheet.fields(node, "delete", List.of("older-than"));
    return fields.must("older-than", sheet::duration);
  }

  private Optional<Pressure> pressure(Node node) {
    Fields fields = sheet.fields(node, "pressure", List.of("start", "stop"));
    Optional<Integer> start = fields.must("start", sheet::percent);
    Optional<Integer> stop = fields.must("stop", sheet::percent);
    return start.isEmpty() || stop.isEmpty()
        ? Optional.empty()
        : sheet.build(node, () -> new Pressure(start.get(), stop.get()));
  }

  private Optional<Pulls> pulls(Node node) {
    Fields fields = sheet.fields(node, "pulls", List.of("file", "ignore-from"));
    return Optional.of(
        new Pulls(
            fields.or("file", sheet::text, ""),
            fields.or("ignore-from", this::patterns, List.of())));
  }
}
