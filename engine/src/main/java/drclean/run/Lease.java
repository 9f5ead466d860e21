// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Refused;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The right to change a registry: one at a time, given up by [#close] or timed out. Who holds it
/// keeps it alive while working; an owner that is dead, or that let it expire, loses it to the
/// next.
public final class Lease implements AutoCloseable {
  /// How long it lasts when nobody renews it.
  public static final Duration TERM = Duration.ofMinutes(10);

  private static final int LARGEST = 1 << 14;

  /// How long what was read of the file is believed.
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  /// Where a lease lies, and by which clock it ends.
  record Place(Storage storage, String path, InstantSource clock) {}

  private final Place place;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Term term;
  private byte[] written;
  private Instant read;
  private boolean lost;

  private Lease(Place place, Term term, byte[] written) {
    this.place = place;
    this.term = term;
    this.written = written;
    this.read = term.taken();
  }

  /// Takes the lease that lies in this folder.
  ///
  /// @throws LeaseHeld when a living owner has it
  public static Lease take(Storage storage, String folder, Owner owner, InstantSource clock) {
    return take(new Place(storage, folder + "/lease.json", clock), owner, owner::knowsDead);
  }

  static Lease take(Place place, Owner owner, Predicate<Owner> dead) {
    Instant now = place.clock().instant();
    var term = new Term(owner, now, now.plus(TERM));
    byte[] bytes = term.bytes();
    if (!place.storage().create(place.path(), bytes) && !takeOver(place, bytes, dead)) {
      throw new LeaseHeld(
          "refused: another process took the lease %s just now; try again when it is done"
              .formatted(place.path()));
    }
    var lease = new Lease(place, term, bytes);
    Thread.ofPlatform().daemon().name("lease").start(lease::keep);
    return lease;
  }

  private static boolean takeOver(Place place, byte[] bytes, Predicate<Owner> dead) {
    return switch (place.storage().read(place.path(), LARGEST)) {
      case Answer.Absent<Content> _ -> place.storage().create(place.path(), bytes);
      case Answer.Unreadable<Content>(var why) ->
          throw new Refused(
              "refused: the lease %s cannot be read (%s), so who holds it is unknown; when nobody cleans this registry, remove it"
                  .formatted(place.path(), why));
      case Answer.Found<Content>(var there) -> {
        requireFree(place, there, dead);
        yield place.storage().replace(place.path(), there.bytes(), bytes);
      }
    };
  }

  private static void requireFree(Place place, Content there, Predicate<Owner> dead) {
    Instant now = place.clock().instant();
    Optional<Term> held = Term.read(there.bytes());
    if (held.isEmpty() && there.time().plus(TERM).isAfter(now)) {
      throw new LeaseHeld(
          "refused: the lease %s was written at %s and is not whole; it is free at %s"
              .formatted(place.path(), there.time(), there.time().plus(TERM)));
    }
    held.filter(other -> other.expires().isAfter(now) && !dead.test(other.owner()))
        .ifPresent(other -> refuse(place, other));
  }

  private static void refuse(Place place, Term other) {
    throw new LeaseHeld(
        "refused: %s has been changing this registry since %s and holds the lease %s until %s; wait for it, or end that process"
            .formatted(other.owner(), other.taken(), place.path(), other.expires()));
  }

  /// Makes sure that it is still ours, and renews it when half of its term is gone.
  ///
  /// @throws Refused when somebody else has it
  /// @throws StorageException when that cannot be read
  public synchronized void check() {
    renew();
    look();
    if (lost) {
      throw new Refused(
          "refused: the lease %s was taken over by somebody else, so this run changes nothing more; see what it moved with \"runs\""
              .formatted(place.path()));
    }
  }

  private synchronized void renew() {
    Instant now = place.clock().instant();
    if (lost || closed.getCount() == 0 || now.isBefore(term.expires().minus(TERM.dividedBy(2)))) {
      return;
    }
    var longer = new Term(term.owner(), term.taken(), now.plus(TERM));
    byte[] bytes = longer.bytes();
    if (place.storage().replace(place.path(), written, bytes)) {
      term = longer;
      written = bytes;
    } else {
      lost = true;
    }
  }

  private void look() {
    Instant now = place.clock().instant();
    if (!lost && Duration.between(read, now).abs().compareTo(BELIEVED) > 0) {
      lost = !ours();
      read = now;
    }
  }

  /// The heart beat: a survey may last longer than the term.
  private void keep() {
    try {
      while (!closed.await(TERM.toSeconds() / 4, TimeUnit.SECONDS)) {
        beat();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A storage that fails here may work again at the next beat; if not, the next [#check] reports
  /// it.
  void beat() {
    try {
      renew();
    } catch (StorageException | Refused _) {
      return;
    }
  }

  /// Gives it up. When it has expired somebody may just be taking it over, so then it is left.
  @Override
  public synchronized void close() {
    closed.countDown();
    if (!lost && place.clock().instant().isBefore(term.expires()) && ours()) {
      place.storage().delete(place.path());
    }
    lost = true;
  }

  private boolean ours() {
    return switch (place.storage().read(place.path(), LARGEST)) {
      case Answer.Found<Content>(var there) -> Arrays.equals(there.bytes(), written);
      case Answer.Absent<Content> _ -> false;
      case Answer.Unreadable<Content>(var why) ->
          throw new StorageException("read", place.path(), new IOException(why));
    };
  }
}
