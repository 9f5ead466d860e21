// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.remote.Answer;
import drclean.remote.Change;
import drclean.run.Lease;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Removes tags one manifest after the other: each alone, where the registry can; else with its
/// manifest, where nothing else points at that; else by a dummy manifest, where that is allowed.
final class Removing {
  private static final int MOST_FAILURES = 3;

  private final Api api;
  private final SavedRun run;
  private final Set<Way> ways;
  private final Removal.Following following;
  private final Lease lease;
  private final Optional<Company> company;
  private final List<Fate> fates = new ArrayList<>();
  private final Map<String, String> denied = new HashMap<>();
  private final Set<Group> waited = new HashSet<>();
  private final Set<Item.ManifestLink> gone = new HashSet<>();
  private final Set<Item.ManifestLink> stayed = new HashSet<>();
  private boolean alone = true;
  private Optional<String> refusal = Optional.empty();
  private int failures;
  private long looking;

  Removing(Survey survey, SavedRun run, Set<Way> ways, Removal.Following following, Lease lease) {
    this.lease = lease;
    this.api = survey.afar().api();
    this.run = run;
    this.ways = ways;
    this.following = following;
    this.company =
        api instanceof SecondApi second
            ? Optional.of(new Company(survey, second))
            : Optional.empty();
  }

  /// Removes what was saved, while the lease is held.
  Removal.Outcome run() {
    Map<Boolean, List<Saved>> parts =
        run.tags().stream().collect(Collectors.partitioningBy(it -> it.item() instanceof Item.Tag));
    Deque<Group> groups = Group.of(parts.getOrDefault(true, List.of()));
    long before = requests();
    while (!groups.isEmpty() && goesOn()) {
      remove(groups.pop()).ifPresent(groups::add);
    }
    parts.getOrDefault(false, List.of()).stream().takeWhile(_ -> goesOn()).forEach(this::manifest);
    boolean stopped = following.interrupted().getAsBoolean();
    run.end(stopped ? "interrupted" : refusal.isPresent() ? "refused" : "done");
    return new Removal.Outcome(
        run, List.copyOf(fates), refusal, stopped, requests() - before - looking);
  }

  /// Whether the next step may be taken.
  private boolean goesOn() {
    lease.check();
    return refusal.isEmpty() && !following.interrupted().getAsBoolean();
  }

  private long requests() {
    return api.requests().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Removes the tags of a group; answers those that should wait for other groups.
  private Optional<Group> remove(Group group) {
    var left = new ArrayList<>(group.tags());
    while (alone && !left.isEmpty() && !denied.containsKey(group.repository()) && goesOn()) {
      Saved saved = left.getFirst();
      Change change = api.deleteTag(saved.tag().repository(), saved.tag().name(), saved.target());
      if (api instanceof SecondApi && cannot(change)) {
        alone = false;
      } else {
        left.removeFirst();
        note(saved, change, Fate.Kind.ALONE);
      }
    }
    Optional<String> denial = Optional.ofNullable(denied.get(group.repository()));
    if (denial.isPresent()) {
      stay(left, denial.get());
      return Optional.empty();
    }
    return !left.isEmpty() && api instanceof SecondApi second && goesOn()
        ? together(new Group(group.repository(), group.target(), left), second)
        : Optional.empty();
  }

  private static boolean cannot(Change change) {
    return change instanceof Change.Unsupported || change instanceof Change.NotAllowed;
  }

  private Optional<Group> together(Group group, SecondApi second) {
    long before = requests();
    Change may = company.map(it -> it.of(group, Set.of())).orElseGet(Change.Done::new);
    looking += requests() - before;
    if (may instanceof Change.NotAllowed) {
      note(group.tags().getFirst(), may, Fate.Kind.STAYED);
    } else if (may.done()) {
      withManifest(group, second);
    } else if (ways.contains(Way.DUMMY_MANIFEST)) {
      group.tags().stream().takeWhile(_ -> goesOn()).forEach(saved -> replace(saved, second));
    } else if (waited.add(group)) {
      return Optional.of(group);
    } else if (may instanceof Change.Failed(var why)) {
      stay(
          group.tags(),
          "the registry cannot remove it alone, and %s; --dummy-manifest removes it"
              .formatted(why));
    }
    return Optional.empty();
  }

  private void replace(Saved saved, SecondApi second) {
    Item.Tag tag = saved.tag();
    note(saved, second.replaceTag(tag.repository(), tag.name(), saved.target()), Fate.Kind.ALONE);
  }

  /// Deletes a manifest by itself, unless something else points at it or needs it.
  private void manifest(Saved saved) {
    var link = new Item.ManifestLink(saved.tag().repository(), saved.target());
    if (gone.contains(link)) {
      note(new Fate(saved.tag(), Fate.Kind.MANIFEST, ""));
      return;
    }
    if (api instanceof SecondApi second && company.isPresent()) {
      long before = requests();
      var group = new Group(saved.tag().repository(), saved.target(), List.of(saved));
      Change may = company.get().of(group, stayed);
      looking += requests() - before;
      note(
          saved,
          may.done() ? second.deleteManifest(group.repository(), group.target()) : may,
          Fate.Kind.MANIFEST);
      if (!fates.getLast().kind().equals(Fate.Kind.MANIFEST)) {
        stayed.add(link);
      }
    }
  }

  /// Reads each tag again, and deletes the manifest when all that are left point at it.
  private void withManifest(Group group, SecondApi second) {
    var left = new ArrayList<Saved>();
    for (Saved saved : group.tags()) {
      before(saved)
          .ifPresentOrElse(change -> note(saved, change, Fate.Kind.ALONE), () -> left.add(saved));
    }
    if (!left.isEmpty() && goesOn()) {
      Change change = second.deleteManifest(group.repository(), group.target());
      left.forEach(saved -> note(saved, change, Fate.Kind.WITH_MANIFEST));
      if (change.done()) {
        gone.add(new Item.ManifestLink(group.repository(), group.target()));
      }
    }
  }

  /// What keeps a tag from going with its manifest: nothing, when it is as it was judged.
  private Optional<Change> before(Saved saved) {
    Answer<Digest> now = api.target(saved.tag().repository(), saved.tag().name());
    return switch (now) {
      case Answer.Found<Digest>(var target) when target.equals(saved.target()) -> Optional.empty();
      case Answer.Found<Digest>(var target) -> Optional.of(new Change.Moved(target.toString()));
      case Answer.Absent<Digest> _ -> Optional.of(new Change.Gone());
      case Answer.Denied<Digest>(var why) -> Optional.of(new Change.Denied(why));
      case Answer.Failed<Digest>(var why) -> Optional.of(new Change.Failed(why));
    };
  }

  private void stay(List<Saved> tags, String why) {
    tags.forEach(saved -> note(new Fate(saved.tag(), Fate.Kind.STAYED, why)));
  }

  private void note(Saved saved, Change change, Fate.Kind removed) {
    Item.Tag tag = saved.tag();
    Function<Fate.Kind, Fate> fate = kind -> new Fate(tag, kind, "");
    note(
        switch (change) {
          case Change.Done _ -> fate.apply(removed);
          case Change.Gone _ ->
              fate.apply(removed == Fate.Kind.MANIFEST ? removed : Fate.Kind.VANISHED);
          case Change.Moved(var now) -> new Fate(tag, Fate.Kind.ELSEWHERE, now);
          case Change.NotAllowed(var setting) -> refused(tag, setting);
          case Change.Unsupported(var why) -> new Fate(tag, Fate.Kind.STAYED, why);
          case Change.Denied(var why) -> {
            denied.put(tag.repository(), why);
            yield new Fate(tag, Fate.Kind.STAYED, why);
          }
          case Change.Failed(var why) -> failed(new Fate(tag, Fate.Kind.STAYED, why));
          case Change.Unknown(var why) -> failed(new Fate(tag, Fate.Kind.UNKNOWN, why));
        });
  }

  private Fate refused(Item.Tag tag, String setting) {
    refusal = Optional.of("the registry deletes nothing; it needs " + setting);
    return new Fate(tag, Fate.Kind.STAYED, "the registry deletes nothing");
  }

  private Fate failed(Fate fate) {
    failures++;
    if (failures >= MOST_FAILURES) {
      refusal = Optional.of("the registry fails again and again: " + fate.why());
    }
    return fate;
  }

  private void note(Fate fate) {
    switch (fate.kind()) {
      case ALONE, WITH_MANIFEST, MANIFEST -> {
        failures = 0;
        company.ifPresent(it -> it.gone(fate.tag()));
      }
      case UNKNOWN, VANISHED, ELSEWHERE, STAYED, RESTORED -> {}
    }
    fates.add(fate);
    run.note(fate);
    following.watch().progress("tags", fates.size(), run.tags().size());
  }
}
