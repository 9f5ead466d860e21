// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2LinkFile.Link;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Tagged;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the tags of one repository of a v2 registry: what each points at, or why that is not
/// known.
final class V2TagReader {
  private final V2Tables tables;
  private final String name;
  private final V2RepositoryReader reader;

  V2TagReader(V2Tables tables, String name, V2RepositoryReader reader) {
    this.tables = tables;
    this.name = name;
    this.reader = reader;
  }

  List<Tagged> read() {
    String folder = tables.paths.tags(name);
    var tags = new ArrayList<Tagged>();
    for (String tag : reader.names(folder)) {
      tag(folder + "/" + tag, tag).ifPresent(tags::add);
    }
    return tags;
  }

  private Optional<Tagged> tag(String folder, String tag) {
    String path = folder + "/current/link";
    return switch (new V2LinkFile(tables).read(path)) {
      case Answer.Found<Link>(Link(var digest, var time)) ->
          Optional.of(new Tagged(tag, tables.digests.intern(digest), time));
      case Answer.Absent<Link> _ -> withoutTarget(folder, tag);
      case Answer.Unreadable<Link>(var why) -> {
        reader.damaged(
            name + ":" + tag,
            path,
            "what the tag points at cannot be read: " + why,
            "push the tag again, or delete its folder");
        yield Optional.of(new Tagged(tag, Digests.NONE, Instant.EPOCH));
      }
    };
  }

  /// A tag without a target is what an interrupted push or delete leaves; what it pointed at before
  /// may be all that names an image, so that stays.
  private Optional<Tagged> withoutTarget(String folder, String tag) {
    switch (tables.source.list(folder + "/index")) {
      case Answer.Found<List<String>>(var algorithms) -> dangling(folder, tag, algorithms);
      case Answer.Absent<List<String>> _ -> {}
      case Answer.Unreadable<List<String>> _ when reader.kind(folder) == Stat.Kind.FILE ->
          reader.stray(folder);
      case Answer.Unreadable<List<String>>(var why) ->
          reader.damaged(
              name + ":" + tag,
              folder + "/index",
              "the tag has no target, and what it pointed at before cannot be read: " + why,
              "make the folder readable for this user, or push the tag again");
    }
    return Optional.empty();
  }

  private void dangling(String folder, String tag, List<String> algorithms) {
    for (String algorithm : algorithms) {
      for (String hex : reader.names(folder + "/index/" + algorithm)) {
        Digest.of(algorithm, hex).ifPresent(_ -> reader.damage());
      }
    }
    tables.found(
        new Finding(
            Finding.Kind.DANGLING,
            name + ":" + tag,
            folder,
            "the tag has a history and no target: a push or a delete was interrupted",
            "push the tag again, or delete its folder",
            Finding.Effect.PROTECTS));
  }
}
