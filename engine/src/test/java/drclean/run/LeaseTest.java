// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.registry.Refused;
import drclean.storage.Answer;
import drclean.storage.DiskStorage;
import drclean.storage.MemoryStorage;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Owner ALICE = new Owner("attic", "boot", 1, 7);
  private static final Owner BOB = new Owner("barn", "boot", 2, 7);
  private static final String PATH = "q/lease.json";

  private Instant now = Instant.parse("2026-11-23T09:45:12Z");
  private final MemoryStorage storage = new MemoryStorage(() -> now);

  private Lease take(Owner owner) {
    return take(owner, false);
  }

  private Lease take(Owner owner, boolean othersAreDead) {
    return Lease.take(new Lease.Place(storage, PATH, () -> now), owner, _ -> othersAreDead);
  }

  private boolean free() {
    return storage.read(PATH, 1 << 14) instanceof Answer.Absent;
  }

  @Test
  void aLeaseThatIsHeldIsRefusedWithWhoAndUntilWhen() {
    try (var _ = take(ALICE)) {
      var held = assertThrows(LeaseHeld.class, () -> take(BOB));

      String sentence = String.valueOf(held.getMessage());
      assertTrue(sentence.contains("process 1 on attic"), sentence);
      assertTrue(sentence.contains("since 2026-11-23 09:45 UTC"), sentence);
      assertTrue(sentence.contains("until 2026-11-23 09:55 UTC; wait for it"), sentence);
      assertFalse(sentence.contains("end that process"), sentence);
    }
  }

  @Test
  void aLeaseUnderWhichNothingWasDoneLeavesNothing() {
    take(ALICE).close();

    assertTrue(storage.stat("q").absent());
  }

  @Test
  void aFolderThatWasThereBeforeTheLeaseStays() {
    storage.makeFolder("q");

    take(ALICE).close();

    assertFalse(storage.stat("q").absent());
  }

  @Test
  void aLeaseThatWasGivenUpIsFree() {
    take(ALICE).close();

    assertTrue(free());
    take(BOB).close();
  }

  @Test
  void anExpiredLeaseGoesToTheNextAndTheOldOwnerMayChangeNothingMore() {
    Lease alices = take(ALICE);
    now = now.plus(Lease.TERM);

    try (Lease bobs = take(BOB)) {
      assertThrows(Refused.class, alices::check);
      alices.close();
      bobs.check();
      assertFalse(free());
    }
  }

  @Test
  void aDeadOwnersLeaseGoesToTheNextAtOnce() {
    Lease alices = take(ALICE);

    try (Lease bobs = take(BOB, true)) {
      bobs.check();
    }
    now = now.plus(Lease.TERM);
    assertThrows(Refused.class, alices::check);
  }

  @Test
  void aCheckedLeaseOutlivesItsTerm() {
    try (Lease alices = take(ALICE)) {
      for (int i = 0; i < 5; i++) {
        now = now.plus(Lease.TERM.dividedBy(2));
        alices.check();
      }

      assertThrows(LeaseHeld.class, () -> take(BOB));
    }
  }

  @Test
  void aStolenLeaseIsNoticedAndNotDeleted() {
    Lease alices = take(ALICE);
    storage.put(PATH, "stolen".getBytes(UTF_8), now);
    now = now.plus(Lease.TERM.dividedBy(2));

    assertThrows(Refused.class, alices::check);
    alices.close();

    assertFalse(free());
  }

  @Test
  void aTornLeaseIsHeldForATermAndThenTakenOver() {
    storage.put(PATH, "{\"owner\":{\"ho".getBytes(UTF_8), now);

    assertThrows(LeaseHeld.class, () -> take(BOB));
    now = now.plus(Lease.TERM).plus(Duration.ofSeconds(1));
    take(BOB).close();

    assertTrue(free());
  }

  @Test
  void whatAKilledTakerLeftIsTidiedUpWhenItIsOlderThanATerm() {
    storage.put("q/lease123.new", "half".getBytes(UTF_8), now.minus(Lease.TERM).minusSeconds(1));
    storage.put("q/lease456.new", "half".getBytes(UTF_8), now.minusSeconds(1));
    storage.put("q/lease.md", "mine".getBytes(UTF_8), Instant.EPOCH);

    take(ALICE).close();

    assertEquals(List.of("lease.md", "lease456.new"), storage.list("q").found().orElseThrow());
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeALeaseLast() {
    try (Lease alices = take(ALICE)) {
      now = now.minus(Duration.ofDays(365));
      alices.check();
      assertThrows(LeaseHeld.class, () -> take(BOB));
    }
    assertTrue(free());

    Lease dead = take(ALICE);
    now = now.minus(Duration.ofDays(365));
    dead.check();
    now = now.plus(Lease.TERM);
    take(BOB).close();
  }

  @Test
  void aClockThatIsSetForwardLosesNoLeaseThatNobodyTook() {
    Lease alices = take(ALICE);

    now = now.plus(Duration.ofDays(365));
    alices.check();

    assertThrows(LeaseHeld.class, () -> take(BOB));
    alices.close();
    assertTrue(free());
  }

  @Test
  void thisProcessIsAliveAndOneThatNeverWasIsNot() {
    Owner here = Owner.here();
    var reborn = new Owner(here.host(), here.space(), here.pid(), here.ticks() - 1);
    var elsewhere = new Owner(here.host(), "another boot", here.pid(), 7);

    assertFalse(here.knowsDead(here));
    assertTrue(here.knowsDead(reborn));
    assertFalse(here.knowsDead(elsewhere));
    assertFalse(here.knowsDead(BOB));
  }

  /// A folder as `/proc`, in which process 1 started at tick 7 and others may be hidden.
  private static Processes proc(Path folder, String options) throws Exception {
    Files.createDirectories(folder.resolve("self"));
    Files.createDirectories(folder.resolve("1"));
    Files.writeString(folder.resolve("1/stat"), "1 (a) b) S" + " 0".repeat(18) + " 7 0 0");
    Files.writeString(
        folder.resolve("self/mountinfo"),
        "22 27 0:21 / /proc rw,relatime - proc proc rw" + options + "\n");
    return new Processes(folder);
  }

  @Test
  void anOwnerIsKnownToBeDeadWhenItsNumberIsGoneOrSomebodyElses(@TempDir Path folder)
      throws Exception {
    Processes processes = proc(folder, "");
    var here = new Owner("attic", "boot", 3, 9);

    assertFalse(here.knowsDead(ALICE, processes));
    assertTrue(here.knowsDead(new Owner("attic", "boot", 1, 8), processes));
    assertTrue(here.knowsDead(new Owner("attic", "boot", 2, 8), processes));
    assertFalse(here.knowsDead(new Owner("attic", "boot", 2, Owner.UNKNOWN), processes));
  }

  @Test
  void anOwnerThatIsHiddenIsNotDead(@TempDir Path folder) throws Exception {
    Processes processes = proc(folder, ",hidepid=invisible");
    var here = new Owner("attic", "boot", 3, 9);

    assertFalse(here.knowsDead(new Owner("attic", "boot", 2, 8), processes));
    assertFalse(here.knowsDead(ALICE, processes));
  }

  @Test
  void anOwnerThatCannotBeReadIsNotDead(@TempDir Path folder) throws Exception {
    Processes processes = proc(folder, "");
    Files.delete(folder.resolve("1/stat"));

    assertFalse(new Owner("attic", "boot", 3, 9).knowsDead(ALICE, processes));
  }

  @Test
  void aStolenLeaseIsNoticedWithinSeconds() {
    try (Lease alices = take(ALICE)) {
      storage.put(PATH, "stolen".getBytes(UTF_8), now);
      now = now.plusSeconds(2);

      assertThrows(Refused.class, alices::check);
    }
  }

  @Test
  void aLeaseThatCannotBeReadForAMomentIsNotLost() {
    var closed = new java.util.concurrent.atomic.AtomicBoolean();
    Storage shy =
        Through.of(
            storage,
            (name, path) -> {
              if (closed.get() && (name.equals("read") || name.equals("replace"))) {
                throw new StorageException(name, (String) path, new java.io.IOException("busy"));
              }
            });
    try (Lease alices = Lease.take(new Lease.Place(shy, PATH, () -> now), ALICE, _ -> false)) {
      closed.set(true);
      now = now.plus(Lease.TERM.dividedBy(2));
      assertThrows(StorageException.class, alices::check);
      alices.beat();
      closed.set(false);
      alices.beat();

      now = now.plus(Lease.TERM.dividedBy(2)).plusSeconds(1);
      alices.check();
    }
  }

  @Test
  void whoTakesItReadsBackTheSameOwner() {
    try (var _ = Lease.take(storage, "q", Owner.here(), () -> now)) {
      byte[] bytes = storage.read(PATH, 1 << 14).found().orElseThrow().bytes();

      assertEquals(Owner.here(), Term.read(bytes).orElseThrow().owner());
    }
  }

  @Test
  void ofManyProcessesThatTakeAFreeLeaseOneGetsIt(@TempDir Path folder) throws Exception {
    assertEquals(List.of("held", "held", "held", "held", "taken"), together(folder, now));
  }

  @Test
  void ofManyProcessesThatTakeAnExpiredLeaseOneGetsIt(@TempDir Path folder) throws Exception {
    Lease.take(new Lease.Place(new DiskStorage(folder), PATH, () -> now), ALICE, _ -> false);

    assertEquals(
        List.of("held", "held", "held", "held", "taken"), together(folder, now.plus(Lease.TERM)));
  }

  /// What becomes of five processes that take a lease at once.
  private static List<String> together(Path folder, Instant at) throws Exception {
    var takers = new ArrayList<Taker>();
    try {
      for (int i = 0; i < 5; i++) {
        takers.add(Taker.start(folder, PATH, at));
      }
      for (Taker taker : takers) {
        assertEquals("ready", taker.says());
      }
      for (Taker taker : takers) {
        taker.go();
      }
      var said = new ArrayList<String>();
      for (Taker taker : takers) {
        said.add(taker.says());
      }
      return said.stream().sorted().toList();
    } finally {
      takers.forEach(Taker::close);
    }
  }
}
