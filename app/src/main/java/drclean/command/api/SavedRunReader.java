// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.layout.JsonTree;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.remote.Stored;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what a run saved, line by line.
final class SavedRunReader {
  private final String run;
  private final Map<Digest, Stored> manifests = new HashMap<>();
  private final List<Saved> tags = new ArrayList<>();
  private final Map<Item.Tag, Fate> fates = new HashMap<>();
  private Optional<String> ended = Optional.empty();
  private boolean torn;

  SavedRunReader(String run) {
    this.run = run;
  }

  /// A line of its plan, which is whole or not there.
  void plan(String line) {
    JsonTree tree = tree(line).orElseThrow(this::broken);
    if (tree.has("manifest")) {
      Digest digest = digest(tree, "manifest").orElseThrow(this::broken);
      byte[] bytes = Base64.getDecoder().decode(tree.text("bytes").orElseThrow(this::broken));
      manifests.put(digest, new Stored(digest, tree.text("type").orElse(""), bytes));
    } else if (tree.has("tag")) {
      Digest digest = digest(tree, "digest").orElseThrow(this::broken);
      tags.add(
          new Saved(
              tag(tree).orElseThrow(this::broken),
              digest,
              Optional.ofNullable(manifests.get(digest)),
              tree.text("because").orElse("")));
    }
  }

  private Refused broken() {
    return new Refused("what run %s saved cannot be understood".formatted(run));
  }

  /// A line about what became of a tag, or how it ended. A process that is killed may leave half a
  /// line: then nobody knows how it ended.
  void fate(String line) {
    Optional<JsonTree> tree = tree(line);
    Optional<Item.Tag> tag = tree.flatMap(SavedRunReader::tag);
    Optional<Fate.Kind> kind = tree.flatMap(it -> it.text("fate")).flatMap(SavedRunReader::kind);
    Optional<String> end = tree.flatMap(it -> it.text("ended"));
    if (tag.isPresent() && kind.isPresent()) {
      String why = tree.flatMap(it -> it.text("why")).orElse("");
      fates.put(tag.get(), new Fate(tag.get(), kind.get(), why));
    } else if (end.isPresent()) {
      ended = end;
    } else {
      torn = true;
    }
  }

  private static Optional<JsonTree> tree(String line) {
    return JsonTree.read(line.getBytes(UTF_8));
  }

  private static Optional<Digest> digest(JsonTree tree, String name) {
    return tree.text(name).flatMap(Sights::digest);
  }

  private static Optional<Item.Tag> tag(JsonTree tree) {
    return tree.text("repository")
        .flatMap(repository -> tree.text("tag").map(tag -> new Item.Tag(repository, tag)));
  }

  private static Optional<Fate.Kind> kind(String word) {
    return Stream.of(Fate.Kind.values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  List<Saved> tags() {
    return tags;
  }

  Map<Item.Tag, Fate> fates() {
    return fates;
  }

  Optional<String> ended() {
    return torn ? Optional.empty() : ended;
  }
}
