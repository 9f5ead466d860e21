// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Refused;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Source;
import drclean.storage.Stat;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The right to change a registry: one at a time, given up by [#close] or timed out. Who holds it
/// keeps it alive while working; an owner that is dead, or that let it expire, loses it to the
/// next.
public final class Lease implements AutoCloseable {
  /// How long it lasts when nobody renews it.
  public static final Duration TERM = Duration.ofMinutes(10);

  private static final int LARGEST = 1 << 14;
  private static final Pattern UNFINISHED = Pattern.compile("lease[0-9]+\\.new");

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// How long what was read of the file is believed.
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  /// Where a lease lies, and by which clock it ends.
  record Place(Storage storage, String path, InstantSource clock) {
    String folder() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  private final Place place;
  private final boolean alone;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Term term;
  private byte[] written;
  private Instant read;
  private boolean lost;

  private Lease(Place place, boolean alone, Term term, byte[] written) {
    this.place = place;
    this.alone = alone;
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

  /// Takes the lease of a registry. Where that fails, perhaps because the disk is full, the room
  /// that runs have reserved is given up for it.
  ///
  /// @throws LeaseHeld when a living owner has it
  public static Lease take(Registry registry, Owner owner) {
    try {
      return take(registry.storage(), Registry.QUARANTINE, owner, registry.clock());
    } catch (StorageException failure) {
      if (!Reserve.giveUp(registry)) {
        throw failure;
      }
      return take(registry.storage(), Registry.QUARANTINE, owner, registry.clock());
    }
  }

  static Lease take(Place place, Owner owner, Predicate<Owner> dead) {
    Instant now = place.clock().instant();
    var term = new Term(owner, now, now.plus(TERM));
    byte[] bytes = term.bytes();
    boolean alone = place.storage().stat(place.folder()).absent();
    if (!place.storage().create(place.path(), bytes) && !takeOver(place, bytes, dead)) {
      throw new LeaseHeld(
          "refused: another process took the lease %s just now; try again when it is done"
              .formatted(place.path()));
    }
    tidy(place, now.minus(TERM));
    var lease = new Lease(place, alone, term, bytes);
    Thread.ofPlatform().daemon().name("lease").start(lease::keep);
    return lease;
  }

  /// Who is killed while taking it leaves a file that nobody reads.
  private static void tidy(Place place, Instant before) {
    String folder = place.path().substring(0, place.path().lastIndexOf('/'));
    place.storage().list(folder).found().orElse(List.of()).stream()
        .filter(name -> UNFINISHED.matcher(name).matches())
        .map(name -> Source.join(folder, name))
        .filter(path -> older(place.storage(), path, before))
        .forEach(place.storage()::delete);
  }

  private static boolean older(Source source, String path, Instant before) {
    return source
        .stat(path)
        .found()
        .filter(stat -> stat.kind() == Stat.Kind.FILE && stat.time().isBefore(before))
        .isPresent();
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
              .formatted(place.path(), minute(there.time()), minute(there.time().plus(TERM))));
    }
    held.filter(other -> other.expires().isAfter(now) && !dead.test(other.owner()))
        .ifPresent(other -> refuse(place, other));
  }

  private static void refuse(Place place, Term other) {
    throw new LeaseHeld(
        "refused: %s has been changing this registry since %s and holds the lease %s until %s; wait for it"
            .formatted(
                other.owner(), minute(other.taken()), place.path(), minute(other.expires())));
  }

  private static String minute(Instant time) {
    return MINUTE.format(time);
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
    if (lost || closed.getCount() == 0 || fresh(now)) {
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

  /// Whether more than half of the term is left, and no more than all of it: a clock that was set
  /// back would make it last for as long as that.
  private boolean fresh(Instant now) {
    return now.isBefore(term.expires().minus(TERM.dividedBy(2)))
        && !now.isBefore(term.expires().minus(TERM));
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

  /// Gives it up, with the folder that was made for it when nothing else came to lie in it. When it
  /// has expired somebody may just be taking it over, so then it is left.
  @Override
  public synchronized void close() {
    closed.countDown();
    if (!lost && place.clock().instant().isBefore(term.expires()) && ours()) {
      place.storage().delete(place.path());
      if (alone) {
        place.storage().removeEmptyFolder(place.folder());
      }
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
