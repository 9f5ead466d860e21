// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// Who needs whom: for each manifest the digests that it needs, and the subject it speaks of. One
/// packed row of ints; a need that may be absent (a layer with `urls`, a child of a sparse index)
/// and one that is a manifest itself carry marks. Safe for several threads while it is filled.
public final class Needs {
  private static final int MAY_BE_ABSENT = 1 << 31;
  private static final int MANIFEST = 1 << 30;
  private static final int DIGEST = MANIFEST - 1;
  private static final int NO_SUBJECT = -1;

  private int[] placeOf = new int[1 << 12];
  private int[] starts = new int[1 << 8];
  private int[] subjects = new int[1 << 8];
  private final Ints edges = new Ints();
  private final Map<Integer, Ints> more = new HashMap<>();
  private final BitSet fleeting = new BitSet();
  private final BitSet perhaps = new BitSet();
  private int known;

  /// A need as it is stored: this digest, which may lawfully be absent.
  public static int mayBeAbsent(int digest) {
    return digest | MAY_BE_ABSENT;
  }

  /// A need as it is stored: this digest, which is a manifest itself.
  public static int manifest(int need) {
    return need | MANIFEST;
  }

  /// The digest of a need as it is stored.
  public static int digest(int need) {
    return need & DIGEST;
  }

  /// Whether a need as it is stored is a manifest itself.
  public static boolean isManifest(int need) {
    return (need & MANIFEST) != 0;
  }

  /// Whether what a need as it is stored names may lawfully be absent.
  public static boolean isOptional(int need) {
    return (need & MAY_BE_ABSENT) != 0;
  }

  /// The same need as it is stored, of another digest.
  public static int of(int need, int digest) {
    return (need & ~DIGEST) | digest;
  }

  /// Says what a manifest needs; the second word about the same manifest is not heard.
  public synchronized void put(int manifest, int[] needs) {
    put(manifest, needs, NO_SUBJECT);
  }

  /// Says what a manifest needs and of which subject it speaks.
  public synchronized void put(int manifest, int[] needs, int subject) {
    if (knows(manifest)) {
      return;
    }
    if (manifest >= placeOf.length) {
      placeOf = Arrays.copyOf(placeOf, Math.max(manifest + 1, placeOf.length + placeOf.length / 2));
    }
    if (known + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      subjects = Arrays.copyOf(subjects, starts.length);
    }
    edges.addAll(needs);
    subjects[known] = subject;
    starts[known + 1] = edges.size();
    placeOf[manifest] = ++known;
  }

  /// Says that a manifest needs one more, which is not in its content.
  public synchronized void alsoNeeds(int manifest, int need) {
    more.computeIfAbsent(manifest, _ -> new Ints()).add(mayBeAbsent(need));
  }

  /// Says that what cannot be read may need this one.
  public synchronized void perhaps(int digest) {
    perhaps.set(digest);
  }

  /// Hands over each digest that what cannot be read may need.
  public synchronized void eachPerhaps(IntConsumer need) {
    perhaps.stream().forEach(need);
  }

  /// Whether anything was said about this digest.
  public synchronized boolean knows(int digest) {
    return digest < placeOf.length && placeOf[digest] != 0;
  }

  /// The subject that this manifest speaks of, or a negative number.
  public int subject(int manifest) {
    return knows(manifest) ? subjects[placeOf[manifest] - 1] : NO_SUBJECT;
  }

  /// Hands over each digest that this one needs.
  public void each(int digest, IntConsumer need) {
    int place = digest < placeOf.length ? placeOf[digest] : 0;
    for (int i = place == 0 ? 0 : starts[place - 1]; i < starts[place]; i++) {
      need.accept(edges.get(i) & DIGEST);
    }
    Ints further = more.isEmpty() ? null : more.get(digest);
    for (int i = 0; further != null && i < further.size(); i++) {
      need.accept(further.get(i) & DIGEST);
    }
  }

  /// Hands over each need that stands in this one's content, as it is stored.
  public void eachStored(int digest, IntConsumer need) {
    if (!knows(digest)) {
      return;
    }
    int place = placeOf[digest];
    for (int i = starts[place - 1]; i < starts[place]; i++) {
      need.accept(edges.get(i));
    }
  }

  /// Hands over each manifest that this one needs.
  public void eachManifest(int digest, IntConsumer need) {
    if (!knows(digest)) {
      return;
    }
    int place = placeOf[digest];
    for (int i = starts[place - 1]; i < starts[place]; i++) {
      if ((edges.get(i) & MANIFEST) != 0) {
        need.accept(edges.get(i) & DIGEST);
      }
    }
  }

  /// Says that what was said of this digest holds for this survey only.
  public synchronized void forThisSurveyOnly(int digest) {
    fleeting.set(digest);
  }

  /// Whether what is known of this digest holds for ever: it stands in its content alone.
  public synchronized boolean holdsForEver(int digest) {
    return knows(digest) && !fleeting.get(digest);
  }

  /// How many digests something was said about.
  public synchronized int size() {
    return known;
  }
}
