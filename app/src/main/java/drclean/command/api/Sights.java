// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.JsonTree;
import drclean.registry.Digest;
import drclean.registry.Refused;
import drclean.retention.judging.Evidence;
import drclean.storage.Answer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// When tags were first seen to point where they point, for registries that do not tell when a tag
/// was pushed. What was there at the first look at a repository may be much older: of that nothing
/// is known.
final class Sights {
  private static final String FILE = "sights.jsonl";
  private static final int LARGEST = 512 << 20;

  private final State state;
  private final Map<String, Sighted> repositories = new TreeMap<>();

  /// A tag, what it pointed at, and since when it was seen to.
  private record Sight(Digest target, Instant seen) {}

  /// A repository, and when it was first looked at.
  private record Sighted(Instant since, Map<String, Sight> tags) {}

  private Sights(State state) {
    this.state = state;
  }

  /// What was seen so far.
  static Sights read(State state) {
    var sights = new Sights(state);
    switch (state.storage().bytes(state.path(FILE), LARGEST)) {
      case Answer.Found<byte[]>(var bytes) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.lines().allMatch(sights::understood)) {
          throw sights.unreadable("a line of it is not understood");
        }
      }
      case Answer.Absent<byte[]> _ -> {}
      case Answer.Unreadable<byte[]>(var why) -> throw sights.unreadable(why);
    }
    return sights;
  }

  private Refused unreadable(String why) {
    return new Refused(
        "%s, which says since when tags are known, cannot be read (%s); mend it, or remove it: then all counts as seen for the first time"
            .formatted(state.folder().resolve(FILE), why));
  }

  private boolean understood(String line) {
    Optional<JsonTree> sight = JsonTree.read(line.getBytes(StandardCharsets.UTF_8));
    Optional<String> repository = sight.flatMap(it -> it.text("repository"));
    Optional<Instant> seen = sight.flatMap(it -> it.text("seen")).flatMap(Sights::moment);
    if (repository.isEmpty() || seen.isEmpty()) {
      return false;
    }
    Optional<String> tag = sight.flatMap(it -> it.text("tag"));
    if (tag.isEmpty()) {
      repositories.put(repository.get(), new Sighted(seen.get(), new HashMap<>()));
      return true;
    }
    Optional<Digest> target = sight.flatMap(it -> it.text("digest")).flatMap(Sights::digest);
    Optional<Sighted> sighted = sighted(repository.get());
    if (target.isEmpty() || sighted.isEmpty()) {
      return false;
    }
    sighted.get().tags().put(tag.get(), new Sight(target.get(), seen.get()));
    return true;
  }

  private Optional<Sighted> sighted(String repository) {
    return Optional.ofNullable(repositories.get(repository));
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<Digest> digest(String text) {
    return Digest.parse(text).or(() -> Digest.of(Digest.V1, text));
  }

  /// The tags of a repository that were there at the last look.
  Set<String> tags(String repository) {
    return sighted(repository).map(it -> Set.copyOf(it.tags().keySet())).orElse(Set.of());
  }

  /// When a tag began to point there, in milliseconds; [Evidence#UNKNOWN] when it already did at
  /// the first look at its repository.
  long began(String repository, String tag, Digest target) {
    return sighted(repository)
        .flatMap(
            sighted ->
                Optional.ofNullable(sighted.tags().get(tag))
                    .filter(sight -> sight.target().equals(target))
                    .map(Sight::seen)
                    .filter(sighted.since()::isBefore))
        .map(Instant::toEpochMilli)
        .orElse(Evidence.UNKNOWN);
  }

  /// Notes what a look at a repository saw. A tag that could not be read is remembered as it was.
  void saw(String repository, Api.Pointers pointers, Instant now) {
    Sighted before = repositories.getOrDefault(repository, new Sighted(now, Map.of()));
    var tags = new HashMap<String, Sight>();
    for (Api.Pointer pointer : pointers.tags()) {
      Optional<Sight> old = Optional.ofNullable(before.tags().get(pointer.tag()));
      pointer
          .target()
          .map(
              target -> old.filter(it -> it.target().equals(target)).orElse(new Sight(target, now)))
          .or(() -> old)
          .ifPresent(sight -> tags.put(pointer.tag(), sight));
    }
    repositories.put(repository, new Sighted(before.since(), tags));
  }

  void save() {
    state
        .storage()
        .save(
            state.path(FILE),
            out -> {
              for (var repository : repositories.entrySet()) {
                JsonLine.write(out, line(repository.getKey(), repository.getValue().since()));
                for (var tag : repository.getValue().tags().entrySet()) {
                  Map<String, String> line = line(repository.getKey(), tag.getValue().seen());
                  line.put("tag", tag.getKey());
                  line.put("digest", tag.getValue().target().toString());
                  JsonLine.write(out, line);
                }
              }
            });
  }

  private static Map<String, String> line(String repository, Instant seen) {
    var line = new LinkedHashMap<String, String>();
    line.put("repository", repository);
    line.put("seen", seen.toString());
    return line;
  }
}
