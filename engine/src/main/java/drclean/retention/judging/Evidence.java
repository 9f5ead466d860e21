// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// What a policy may ask and an inventory does not tell; [Need#of] says what a policy asks. Moments
/// are milliseconds since 1970, [#UNKNOWN] where nobody knows. Digests are the inventory's ints.
/// What a source does not tell makes fewer deletions, never more.
///
/// @param firstSeen when a tag of a repository was first seen to point where it points
/// @param created when an image says that it was made
/// @param pulls when images were pulled
/// @param labels the labels of an image; nothing when they are not known
/// @param mediaTypes the media type of a manifest; nothing when it is not known
/// @param inUse what each source of the policy's `in-use` refers to
/// @param locks which tags the registry itself does not let go
/// @param history the digests that a tag pointed at before, newest first
/// @param untaggedSince when a manifest of a repository lost its last tag
public record Evidence(
    PerTag firstSeen,
    Told<IntToLongFunction> created,
    Told<Pulls> pulls,
    Told<IntFunction<Optional<Map<String, String>>>> labels,
    Told<IntFunction<Optional<String>>> mediaTypes,
    Map<String, Told<References>> inUse,
    Told<Locks> locks,
    Told<History> history,
    PerDigest untaggedSince) {
  /// A moment that nobody knows.
  public static final long UNKNOWN = Long.MIN_VALUE;

  public Evidence {
    inUse = Map.copyOf(inUse);
  }

  /// A moment in the life of a tag, by the places of repository and tag.
  @FunctionalInterface
  public interface PerTag {
    long at(int repository, int tag);
  }

  /// A moment in the life of a manifest in a repository.
  @FunctionalInterface
  public interface PerDigest {
    long at(int repository, int digest);
  }

  /// Whether the registry locks a tag.
  @FunctionalInterface
  public interface Locks {
    boolean locked(int repository, int tag);
  }

  /// The digests that a tag pointed at before, newest first.
  @FunctionalInterface
  public interface History {
    int[] before(int repository, int tag);
  }

  /// The last pull of each manifest of a repository as far as `since`; [#UNKNOWN] for those that
  /// were not pulled.
  public record Pulls(Instant since, PerDigest last) {}

  /// Nothing but what the inventory tells; the registry locks nothing.
  public static Evidence none() {
    return new Evidence(
        (_, _) -> UNKNOWN,
        Told.silent("nothing tells when images were made"),
        Told.silent("nothing tells of pulls"),
        Told.silent("nothing tells of labels"),
        Told.silent("nothing tells of media types"),
        Map.of(),
        Told.said((_, _) -> false),
        Told.silent("nothing tells of histories"),
        (_, _) -> UNKNOWN);
  }

  /// The same with these first sights.
  public Evidence firstSeen(PerTag told) {
    return new Evidence(
        told, created, pulls, labels, mediaTypes, inUse, locks, history, untaggedSince);
  }

  /// The same with these times of making.
  public Evidence created(Told<IntToLongFunction> told) {
    return new Evidence(
        firstSeen, told, pulls, labels, mediaTypes, inUse, locks, history, untaggedSince);
  }

  /// The same with these pulls.
  public Evidence pulls(Told<Pulls> told) {
    return new Evidence(
        firstSeen, created, told, labels, mediaTypes, inUse, locks, history, untaggedSince);
  }

  /// The same with these labels.
  public Evidence labels(Told<IntFunction<Optional<Map<String, String>>>> told) {
    return new Evidence(
        firstSeen, created, pulls, told, mediaTypes, inUse, locks, history, untaggedSince);
  }

  /// The same with these media types.
  public Evidence mediaTypes(Told<IntFunction<Optional<String>>> told) {
    return new Evidence(
        firstSeen, created, pulls, labels, told, inUse, locks, history, untaggedSince);
  }

  /// The same with what one more source says to be in use.
  public Evidence inUse(String source, Told<References> told) {
    var all = new HashMap<>(inUse);
    all.put(source, told);
    return new Evidence(
        firstSeen, created, pulls, labels, mediaTypes, all, locks, history, untaggedSince);
  }

  /// The same with these locks.
  public Evidence locks(Told<Locks> told) {
    return new Evidence(
        firstSeen, created, pulls, labels, mediaTypes, inUse, told, history, untaggedSince);
  }

  /// The same with these histories.
  public Evidence history(Told<History> told) {
    return new Evidence(
        firstSeen, created, pulls, labels, mediaTypes, inUse, locks, told, untaggedSince);
  }

  /// The same with these losses of a last tag.
  public Evidence untaggedSince(PerDigest told) {
    return new Evidence(firstSeen, created, pulls, labels, mediaTypes, inUse, locks, history, told);
  }
}
