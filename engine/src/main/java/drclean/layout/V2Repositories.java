// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Repository.Whole;
import drclean.storage.Answer;
import drclean.storage.Parallel;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Finds the repositories of a v2 registry. Names nest (`a` beside `a/b`); a folder whose name
/// begins with `_` belongs to the repository around it. Symbolic links are followed, as the
/// registry follows them, each place once; what lies behind one is read and not changed.
final class V2Repositories {
  /// The OCI distribution specification asks for names of at most 255 characters.
  private static final int LONGEST_NAME = 255;

  private static final String READABLE = "make the folder readable for this user";
  private static final String MOUNT = "mount what is missing, or remove the link";

  private final V2Tables tables;
  private final Map<String, Whole> found = new ConcurrentSkipListMap<>();
  private final Set<String> links = new ConcurrentSkipListSet<>();
  private final Set<String> followed = new HashSet<>();

  V2Repositories(V2Tables tables) {
    this.tables = tables;
  }

  /// A folder on the way: its name as a repository, and whether a symbolic link led to it.
  private record Step(String name, boolean linked) {}

  /// Every repository's name, sorted, and whether it may be changed.
  Map<String, Whole> find() {
    List<Step> level = List.of(new Step("", false));
    while (!level.isEmpty()) {
      var next = Collections.synchronizedList(new ArrayList<Step>());
      Parallel.each(tables.means.jobs(), level, step -> next.addAll(children(step)));
      links.forEach(name -> follow(name, next));
      links.clear();
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
      found(step);
    }
    return inner;
  }

  /// A registry answers to no longer name, so nobody can tell what such a folder is for: what it
  /// links stays, and so does it.
  private void found(Step step) {
    boolean longer = step.name().length() > LONGEST_NAME;
    found.put(step.name(), step.linked() || longer ? Whole.ELSEWHERE : Whole.YES);
    if (longer) {
      tables.note(
          Finding.Kind.STRAY,
          step.name().substring(0, 80) + "…",
          tables.paths.repositories(),
          "the name is longer than a registry allows; it is left alone with all that it links");
    }
  }

  private void child(Step step, String child, List<Step> inner) {
    String name = Source.join(step.name(), child);
    switch (tables.source.stat(folder(name))) {
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.FOLDER ->
          inner.add(new Step(name, step.linked()));
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.LINK -> links.add(name);
      case Answer.Found<Stat> _ ->
          tables.note(
              Finding.Kind.STRAY,
              name,
              folder(name),
              "a file where a repository was expected; it is left alone");
      case Answer.Absent<Stat> _ -> {}
      case Answer.Unreadable<Stat>(var why) -> unreadable(new Step(name, false), why);
    }
  }

  private void follow(String name, List<Step> next) {
    switch (tables.source.real(folder(name))) {
      case Answer.Found<String>(var place) when followed.add(place) ->
          next.add(new Step(name, true));
      case Answer.Found<String> _ ->
          tables.note(
              Finding.Kind.STRAY,
              name,
              folder(name),
              "symbolic links lead in circles, or to one place by two names; what lies there is"
                  + " read once");
      case Answer.Absent<String> _ when tables.source.stat(folder(name)).absent() -> {}
      case Answer.Absent<String> _ -> unknown(name, "its link leads nowhere", MOUNT);
      case Answer.Unreadable<String>(var why) -> unknown(name, why, READABLE);
    }
  }

  private void unreadable(Step step, String why) {
    if (step.linked() && why.equals("it is not a folder")) {
      tables.note(
          Finding.Kind.STRAY,
          step.name(),
          folder(step.name()),
          "a link to a file; it is left alone");
    } else {
      unknown(step.name(), why, READABLE);
    }
  }

  private void unknown(String name, String why, String repair) {
    tables.found(
        new Finding(
            Finding.Kind.UNREADABLE,
            name.isEmpty() ? "repositories" : name,
            folder(name),
            "which repositories lie below it, and what they need, cannot be known: " + why,
            repair,
            Finding.Effect.BLOCKS));
  }
}
