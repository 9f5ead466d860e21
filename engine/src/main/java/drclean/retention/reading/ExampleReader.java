// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Example;
import drclean.retention.Example.Ago;
import drclean.retention.Example.Case;
import drclean.retention.Example.Expected;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads what a policy says that it does.
final class ExampleReader {
  private final Sheet sheet;

  ExampleReader(Sheet sheet) {
    this.sheet = sheet;
  }

  Optional<Example> example(Node node) {
    Fields fields = sheet.fields(node, "a test", List.of("name", "repo", "in-use", "tags"));
    Optional<String> name = fields.must("name", sheet::text);
    Optional<String> repo = fields.must("repo", sheet::text);
    Optional<List<Case>> tags =
        fields.must("tags", list -> Optional.of(sheet.list(list, this::one)));
    List<String> inUse =
        fields.or("in-use", list -> Optional.of(sheet.list(list, sheet::text)), List.of());
    return name.isEmpty() || repo.isEmpty() || tags.isEmpty()
        ? Optional.empty()
        : sheet.build(node, () -> new Example(name.get(), repo.get(), tags.get(), inUse));
  }

  private Optional<Case> one(Node node) {
    Fields fields =
        sheet.fields(
            node,
            "a test's tag",
            List.of("tag", "image", "pushed", "pulled", "created", "expect", "because"));
    Optional<String> tag = fields.must("tag", sheet::text);
    Optional<Expected> expect = fields.must("expect", word -> sheet.word(word, Expected.class));
    return tag.isEmpty() || expect.isEmpty()
        ? Optional.empty()
        : sheet.build(
            node,
            () ->
                new Case(
                    tag.get(),
                    fields.or("image", sheet::text, tag.get()),
                    ago(fields, "pushed"),
                    ago(fields, "pulled"),
                    ago(fields, "created"),
                    expect.get(),
                    fields.or("because", sheet::text, "")));
  }

  private Ago ago(Fields fields, String key) {
    return fields.maybe(key, sheet::duration).<Ago>map(Ago.Known::new).orElse(new Ago.Unknown());
  }
}
