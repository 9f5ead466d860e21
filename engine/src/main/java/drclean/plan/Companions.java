// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Attachments;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// What lives in one repository because the manifest that it speaks of lives there: referrers by
/// their `subject` field, and what attachment tags point at. Found by the subject.
final class Companions {
  static final Companions NONE = new Companions(new long[0]);

  private final long[] bySubject;

  private Companions(long[] bySubject) {
    this.bySubject = bySubject;
  }

  static Companions of(Inventory inventory, int repository, Attachments attachments) {
    var subjects = new Ints();
    var companions = new Ints();
    Repository linking = inventory.repositories().get(repository);
    for (int manifest : linking.manifests().digests()) {
      add(subjects, companions, inventory.needs().subject(manifest), manifest);
    }
    for (int tag : attachments.tags(repository)) {
      int subject = attachments.subject(repository, tag);
      add(subjects, companions, subject, linking.tags().get(tag).digest());
    }
    return subjects.isEmpty() ? NONE : new Companions(sorted(subjects, companions));
  }

  private static void add(Ints subjects, Ints companions, int subject, int companion) {
    if (subject >= 0 && companion >= 0) {
      subjects.add(subject);
      companions.add(companion);
    }
  }

  private static long[] sorted(Ints subjects, Ints companions) {
    long[] pairs = new long[subjects.size()];
    Arrays.setAll(pairs, i -> (long) subjects.get(i) << 32 | companions.get(i));
    Arrays.sort(pairs);
    return pairs;
  }

  /// Hands over each companion of this subject.
  void each(int subject, IntConsumer companion) {
    if (bySubject.length == 0) {
      return;
    }
    int found = Arrays.binarySearch(bySubject, (long) subject << 32);
    for (int i = found < 0 ? -found - 1 : found;
        i < bySubject.length && bySubject[i] >> 32 == subject;
        i++) {
      companion.accept((int) bySubject[i]);
    }
  }
}
