// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.remote.Answer;
import drclean.remote.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What else a repository points at a manifest with, by asking for each of its tags again: a
/// registry that deletes a manifest deletes every tag on it, and breaks every index that needs it.
final class Company {
  private static final Duration ASKED = Duration.ofSeconds(30);
  private static final Duration LISTED = Duration.ofSeconds(5);
  private static final int SLOW = 10;
  private static final int SHOWN = 3;

  private final Survey survey;
  private final SecondApi api;
  private final Map<String, Seen> seen;
  private final Map<String, Change> honest = new HashMap<>();
  private static final Seen NOTHING =
      new Seen(new Answer.Failed<>("it was not asked"), Instant.MIN, Instant.MIN);

  /// What the tags of a repository point at, and until when that is believed.
  ///
  /// @param asked until when each tag is
  /// @param listed until when it is that there are no others
  record Seen(Answer<Api.Pointers> answer, Instant asked, Instant listed) {
    /// Just asked, which took so long: what takes long is believed for longer.
    static Seen just(Answer<Api.Pointers> answer, Instant began, Instant now) {
      return new Seen(answer, now.plus(atLeast(ASKED, began, now)), Instant.MIN);
    }

    private static Duration atLeast(Duration least, Instant began, Instant now) {
      Duration took = Duration.between(began, now).multipliedBy(SLOW);
      return took.compareTo(least) > 0 ? took : least;
    }
  }

  Company(Survey survey, SecondApi api) {
    this.survey = survey;
    this.api = api;
    this.seen = new HashMap<>(survey.seen());
  }

  /// What keeps the manifest of a group from going with its tags, [Change.Done] when nothing does.
  ///
  /// @param stayed manifests that should have gone before it, and stayed
  Change of(Group group, Set<Item.ManifestLink> stayed) {
    return doubt(group.repository())
        .or(() -> above(group, stayed))
        .or(
            () ->
                switch (look(group.repository())) {
                  case Answer.Found<Api.Pointers>(var pointers) ->
                      pointers.doubt().map(Company::unsure).or(() -> others(group, pointers));
                  case Answer.Absent<Api.Pointers> _ -> Optional.empty();
                  case Answer.Denied<Api.Pointers>(var why) -> Optional.of(unsure(why));
                  case Answer.Failed<Api.Pointers>(var why) -> Optional.of(unsure(why));
                })
        .<Change>map(Change.Failed::new)
        .orElseGet(() -> honest.computeIfAbsent(group.repository(), this::honest));
  }

  private Optional<String> above(Group group, Set<Item.ManifestLink> stayed) {
    return stayed.stream()
        .filter(it -> it.repository().equals(group.repository()))
        .filter(it -> needs(it.digest(), group.target()))
        .findFirst()
        .map(it -> "it is part of " + it.title() + ", which stays");
  }

  /// Lists are believed only where they were tried.
  private Change honest(String repository) {
    return switch (api.honest(repository)) {
      case Change.Denied(var why) -> new Change.Failed(unsure(why));
      case Change.Failed(var why) -> new Change.Failed(unsure(why));
      case Change.Unknown(var why) -> new Change.Failed(unsure(why));
      case Change.Moved(var why) -> new Change.Failed(unsure(why));
      case Change.Unsupported(var why) -> new Change.Failed(unsure(why));
      case Change.NotAllowed not -> not;
      case Change.Done _, Change.Gone _ -> new Change.Done();
    };
  }

  private Optional<String> doubt(String repository) {
    return Optional.ofNullable(survey.doubts().get(repository)).map(Company::unsure);
  }

  private static String unsure(String why) {
    return "what else points at its manifest is not known (%s)".formatted(why);
  }

  private Answer<Api.Pointers> look(String repository) {
    Instant began = survey.afar().clock().instant();
    Seen known = Optional.ofNullable(seen.get(repository)).orElse(NOTHING);
    if (began.isBefore(known.asked()) && began.isBefore(known.listed())) {
      return known.answer();
    }
    boolean again = !began.isBefore(known.asked()) || known.answer().found().isEmpty();
    Answer<Api.Pointers> answer =
        again
            ? api.pointers(repository, names(repository))
            : api.andNew(repository, known.answer().found().get());
    Instant now = survey.afar().clock().instant();
    Instant asked = again ? Seen.just(answer, began, now).asked() : known.asked();
    seen.put(repository, new Seen(answer, asked, now.plus(Seen.atLeast(LISTED, began, now))));
    return answer;
  }

  private Set<String> names(String repository) {
    return survey.inventory().repositories().stream()
        .filter(it -> it.name().equals(repository))
        .map(Repository::tags)
        .flatMap(List::stream)
        .map(Tagged::name)
        .collect(Collectors.toSet());
  }

  private Optional<String> others(Group group, Api.Pointers pointers) {
    var beside = new HashSet<String>();
    var above = new HashSet<String>();
    for (Api.Pointer pointer : pointers.tags()) {
      Optional<Digest> target = pointer.target();
      if (group.has(pointer.tag()) || target.isEmpty()) {
        continue;
      }
      if (target.get().equals(group.target())) {
        beside.add(pointer.tag());
      } else if (needs(target.get(), group.target())) {
        above.add(pointer.tag());
      }
    }
    return beside.isEmpty()
        ? above.isEmpty() ? Optional.empty() : Optional.of("its manifest is part of " + some(above))
        : Optional.of("its manifest is that of " + some(beside) + ", too");
  }

  private static String some(Set<String> tags) {
    String few = tags.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
    return tags.size() <= SHOWN ? few : few + " and " + (tags.size() - SHOWN) + " more";
  }

  /// Whether a manifest needs another; one that cannot be understood may.
  private boolean needs(Digest from, Digest wanted) {
    var walked = new HashSet<Digest>();
    var ahead = new ArrayDeque<Digest>(List.of(from));
    while (!ahead.isEmpty()) {
      Digest at = ahead.pop();
      Optional<Parsed> parsed = api.parsed(at);
      if (parsed.isPresent() && walked.add(at)) {
        switch (parsed.get()) {
          case Parsed.NotUnderstood _ -> {
            return true;
          }
          case Parsed.Understood(var manifest) -> {
            for (Descriptor need : manifest.needs()) {
              if (need.digest().equals(wanted)) {
                return true;
              }
              if (need.role() != Role.BLOB) {
                ahead.push(need.digest());
              }
            }
          }
        }
      }
    }
    return false;
  }

  /// Forgets a tag that is gone.
  void gone(Item.Tag tag) {
    seen.computeIfPresent(
        tag.repository(),
        (_, it) -> new Seen(it.answer().map(all -> without(tag, all)), it.asked(), it.listed()));
  }

  private static Api.Pointers without(Item.Tag tag, Api.Pointers all) {
    return new Api.Pointers(
        all.tags().stream().filter(it -> !it.tag().equals(tag.name())).toList(), all.doubt());
  }
}
