// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Tagged;
import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Reads the repositories of a v1 registry: two levels of folders, tag files in the second. A
/// folder behind a symbolic link counts like any other; there are only two levels, so loops end.
final class V1Repositories {
  private static final Set<String> KNOWN =
      Set.of("json", V1Paths.INDEX, V1Paths.ALLOWED, "_private");

  /// A repository's folder, the names in it, and the tags read so far.
  private record Folder(String name, Set<String> names, Whole whole, Queue<Tagged> tags) {
    V1Tags.File file(String name) {
      return new V1Tags.File(this.name, name.substring(V1Paths.TAG.length()), names);
    }
  }

  private record TagFile(Folder folder, V1Tags.File file) {}

  private final V1Files files;
  private final Consumer<Finding> found;
  private final Queue<Folder> folders = new ConcurrentLinkedQueue<>();

  V1Repositories(V1Files files, Consumer<Finding> found) {
    this.files = files;
    this.found = found;
  }

  /// All repositories with their tags, by name.
  List<Repository> read() {
    var names = new ArrayList<String>();
    for (String namespace : names(files.paths().repositories())) {
      names(files.paths().repository(namespace))
          .forEach(name -> names.add(Source.join(namespace, name)));
    }
    files.each("repositories", names, this::folder);
    readTags();
    return folders.stream()
        .map(this::repository)
        .sorted(Comparator.comparing(Repository::name))
        .toList();
  }

  private void folder(String name) {
    String path = files.paths().repository(name);
    if (files.source().list(path) instanceof Answer.Found<List<String>>(var names)) {
      var folder =
          new Folder(name, new HashSet<>(names), whole(name), new ConcurrentLinkedQueue<>());
      folders.add(folder);
      names.forEach(other -> strange(folder, other));
    } else {
      names(path);
    }
  }

  private Whole whole(String name) {
    String namespace = name.substring(0, name.indexOf('/'));
    return link(files.paths().repository(name)) || link(files.paths().repository(namespace))
        ? Whole.ELSEWHERE
        : Whole.YES;
  }

  private boolean link(String path) {
    return files.stat(path).filter(stat -> stat.kind() == Stat.Kind.LINK).isPresent();
  }

  private void readTags() {
    var reader = new V1Tags(files, found);
    var all = new ArrayList<TagFile>();
    for (Folder folder : folders) {
      folder.names().stream()
          .filter(name -> name.startsWith(V1Paths.TAG))
          .forEach(name -> all.add(new TagFile(folder, folder.file(name))));
    }
    files.each("tags", all, tag -> reader.read(tag.file()).ifPresent(tag.folder().tags()::add));
  }

  private Repository repository(Folder folder) {
    var sorted = new ArrayList<>(folder.tags());
    sorted.sort(Comparator.comparing(Tagged::name));
    return new Repository(folder.name(), sorted, Links.NONE, Links.NONE, folder.whole());
  }

  /// The names in a folder that decides what lives; what is no folder is a stray.
  private List<String> names(String path) {
    return switch (files.source().list(path)) {
      case Answer.Found<List<String>>(var names) -> names;
      case Answer.Absent<List<String>> _ -> nothing(path, "it leads nowhere");
      case Answer.Unreadable<List<String>>(var why) -> nothing(path, why);
    };
  }

  private List<String> nothing(String path, String why) {
    Optional<Stat.Kind> kind = files.stat(path).map(Stat::kind);
    if (kind.isPresent()) {
      boolean stray = kind.get() == Stat.Kind.FILE || kind.get() == Stat.Kind.OTHER;
      found.accept(stray ? stray(path) : hidden(path, why));
    }
    return List.of();
  }

  private void strange(Folder folder, String name) {
    String path = Source.join(files.paths().repository(folder.name()), name);
    if (name.equals("tags")) {
      found.accept(toy(path));
    } else if (!name.startsWith("tag") && !KNOWN.contains(name)) {
      found.accept(stray(path));
    }
  }

  private static Finding toy(String path) {
    return new Finding(
        Kind.REFUSED,
        path,
        path,
        "a folder of tags is how the registry's sample in Go keeps them, and its layout is another"
            + " one",
        "only the storage of the Python docker-registry is known here",
        Effect.BLOCKS);
  }

  private static Finding stray(String path) {
    return new Finding(
        Kind.STRAY,
        path,
        path,
        "a v1 registry puts nothing like it here",
        "nothing is needed; it is left alone",
        Effect.NOTE);
  }

  private static Finding hidden(String path, String why) {
    return new Finding(
        Kind.UNREADABLE,
        path,
        path,
        "its tags cannot be read: " + why,
        "make it readable for this user, mount what is missing, or remove it",
        Effect.BLOCKS);
  }
}
