// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static drclean.retention.judging.Evidence.UNKNOWN;

import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.Counting.By;
import drclean.retention.judging.Told.Said;
import drclean.retention.judging.Told.Silent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/// What is known of the tags of one repository, at one time.
final class Witness {
  /// When Docker was first released: no image says truly that it is older.
  private static final long DOCKER = Instant.parse("2013-03-01T00:00:00Z").toEpochMilli();

  final Evidence evidence;
  final long now;
  final Tags tags;
  private final int repository;
  private final long[] pushed;

  Witness(Evidence evidence, long now, int place, Repository repository) {
    this.evidence = evidence;
    this.now = now;
    this.repository = place;
    this.pushed = pushed(repository);
    this.tags = Tags.of(repository, pushed);
  }

  /// When the tag at this place of the inventory was pushed.
  long pushed(int place) {
    return pushed[place];
  }

  private long[] pushed(Repository linking) {
    long[] times = new long[linking.tags().size()];
    for (int i = 0; i < times.length; i++) {
      Tagged tag = linking.tags().get(i);
      long time = tag.pushed().toEpochMilli();
      times[i] = time > 0 ? time : otherwise(i, tag.digest());
    }
    return times;
  }

  private long otherwise(int tag, int digest) {
    long seen = evidence.firstSeen().at(repository, tag);
    return seen > 0 || digest < 0 ? (seen > 0 ? seen : UNKNOWN) : created(digest);
  }

  private long created(int digest) {
    return switch (evidence.created()) {
      case Said<IntToLongFunction>(var times) -> {
        long time = times.applyAsLong(digest);
        yield time >= DOCKER && time <= now ? time : UNKNOWN;
      }
      case Silent<IntToLongFunction> _ -> UNKNOWN;
    };
  }

  /// The moments that put tags in this order, one a tag.
  long[] times(By by) {
    return switch (by) {
      case PUSHED, SEMVER -> tags.pushed;
      case CREATED -> each(tag -> created(tags.digests[tag]));
      case PULLED -> each(tag -> usedIsKnown(tag) ? used(tag) : UNKNOWN);
    };
  }

  private long[] each(IntToLongFunction moment) {
    long[] times = new long[tags.size()];
    java.util.Arrays.setAll(times, moment);
    return times;
  }

  /// A tag that was pushed nobody knows when may have been used later than it was pulled.
  private boolean usedIsKnown(int tag) {
    return pullsAreTold().isEmpty() && tags.pushed[tag] != UNKNOWN;
  }

  /// When a tag was last pulled or pushed, as far as it is known.
  long used(int tag) {
    return switch (evidence.pulls()) {
      case Said<Evidence.Pulls>(var pulls) ->
          Math.max(pulls.last().at(repository, tags.digests[tag]), tags.pushed[tag]);
      case Silent<Evidence.Pulls> _ -> tags.pushed[tag];
    };
  }

  /// Why nobody tells of pulls, or nothing when somebody does.
  Optional<String> pullsAreTold() {
    return evidence.pulls() instanceof Silent<Evidence.Pulls>(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /// Whether what is known of pulls reaches back so far.
  boolean pullsReachBack(Duration age) {
    return evidence.pulls() instanceof Said<Evidence.Pulls>(var pulls)
        && age(pulls.since().toEpochMilli()) >= millis(age);
  }

  /// The labels of a tag's image; nothing when they are not known.
  Optional<Map<String, String>> labels(int tag) {
    return switch (evidence.labels()) {
      case Said<java.util.function.IntFunction<Optional<Map<String, String>>>>(var labels) ->
          labels.apply(tags.digests[tag]);
      case Silent<java.util.function.IntFunction<Optional<Map<String, String>>>> _ ->
          Optional.empty();
    };
  }

  /// The media type that a tag points at; nothing when it is not known.
  Optional<String> mediaType(int tag) {
    return switch (evidence.mediaTypes()) {
      case Said<java.util.function.IntFunction<Optional<String>>>(var types) ->
          types.apply(tags.digests[tag]);
      case Silent<java.util.function.IntFunction<Optional<String>>> _ -> Optional.empty();
    };
  }

  /// How long ago a known moment was; never negative.
  long age(long moment) {
    return Math.max(0, now - moment);
  }

  /// A duration in milliseconds, as long as can be for one that never ends.
  static long millis(Duration duration) {
    return duration.toSeconds() >= Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : duration.toMillis();
  }
}
