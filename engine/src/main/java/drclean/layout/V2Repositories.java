// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Repository.Whole;
import drclean.storage.Answer;
import drclean.storage.Parallel;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Finds the repositories of a v2 registry. Names nest (`a` beside `a/b`); a folder whose name
/// begins with `_` belongs to the repository around it. Symbolic links are followed, as the
/// registry follows them, and what lies behind one is not changed.
final class V2Repositories {
  /// The OCI distribution specification asks for names of at most 255 characters.
  private static final int LONGEST_NAME = 255;

  private static final int MOST_LINKS = 4;

  /// A hundred links to where they lie would lead to a hundred million folders.
  private static final int MOST_BEHIND_TWO_LINKS = 10_000;

  private final V2Tables tables;
  private final Map<String, Whole> found = new ConcurrentSkipListMap<>();
  private final AtomicInteger behindTwoLinks = new AtomicInteger();

  V2Repositories(V2Tables tables) {
    this.tables = tables;
  }

  /// A folder on the way: its name as a repository, and how many symbolic links lead to it.
  private record Step(String name, int links) {}

  /// Every repository's name, sorted, and whether it is reached through a symbolic link.
  Map<String, Whole> find() {
    List<Step> level = children(new Step("", 0));
    while (!level.isEmpty()) {
      var next = java.util.Collections.synchronizedList(new ArrayList<Step>());
      Parallel.each(tables.means.jobs(), level, step -> next.addAll(children(step)));
      level = List.copyOf(next);
    }
    return found;
  }

  private String folder(String name) {
    return name.isEmpty() ? tables.paths.repositories() : tables.paths.repositories() + "/" + name;
  }

  private List<Step> children(Step step) {
    return switch (tables.source.list(folder(step.name()))) {
      case Answer.Found<List<String>>(var names) -> children(step, names);
      case Answer.Absent<List<String>> _ -> List.of();
      case Answer.Unreadable<List<String>>(var why) -> {
        unreadable(step, why);
        yield List.of();
      }
    };
  }

  private List<Step> children(Step step, List<String> names) {
    var inner = new ArrayList<Step>();
    boolean repository = false;
    for (String name : names) {
      if (name.startsWith("_")) {
        repository |= !step.name().isEmpty();
      } else if (!V2Debris.name(name)) {
        child(step, name, inner);
      }
    }
    if (repository) {
      found.put(step.name(), step.links() == 0 ? Whole.YES : Whole.ELSEWHERE);
    }
    return inner;
  }

  private void child(Step step, String child, List<Step> inner) {
    String name = Source.join(step.name(), child);
    switch (tables.source.stat(folder(name))) {
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.FOLDER ->
          descend(name, step.links(), inner);
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.LINK ->
          descend(name, step.links() + 1, inner);
      case Answer.Found<Stat> _ ->
          tables.note(
              Finding.Kind.STRAY,
              name,
              folder(name),
              "a file where a repository was expected; it is left alone");
      case Answer.Absent<Stat> _ -> {}
      case Answer.Unreadable<Stat>(var why) -> unreadable(new Step(name, 0), why);
    }
  }

  private void descend(String name, int links, List<Step> inner) {
    if (links > MOST_LINKS || name.length() > LONGEST_NAME) {
      tables.note(
          Finding.Kind.STRAY,
          name.substring(0, Math.min(80, name.length())),
          tables.paths.repositories(),
          "symbolic links lead in circles, or the name is longer than a registry allows; it is"
              + " followed no further");
      return;
    }
    int behind = links > 1 ? behindTwoLinks.incrementAndGet() : 0;
    if (behind <= MOST_BEHIND_TWO_LINKS) {
      inner.add(new Step(name, links));
    } else if (behind == MOST_BEHIND_TWO_LINKS + 1) {
      tooMany();
    }
  }

  private void tooMany() {
    tables.found(
        new Finding(
            Finding.Kind.UNREADABLE,
            "repositories",
            tables.paths.repositories(),
            "symbolic links lead to more folders than can be looked at",
            "remove the links that lead in circles",
            Finding.Effect.BLOCKS));
  }

  private void unreadable(Step step, String why) {
    boolean linkToAFile = step.links() > 0 && why.equals("it is not a folder");
    if (linkToAFile) {
      tables.note(
          Finding.Kind.STRAY,
          step.name(),
          folder(step.name()),
          "a link to a file; it is left alone");
      return;
    }
    tables.found(
        new Finding(
            Finding.Kind.UNREADABLE,
            step.name().isEmpty() ? "repositories" : step.name(),
            folder(step.name()),
            "which repositories lie below it, and what they need, cannot be known: " + why,
            "make the folder readable for this user",
            Finding.Effect.BLOCKS));
  }
}
