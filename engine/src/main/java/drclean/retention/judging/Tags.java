// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Attachments;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The tags of one repository that rules may select: no attachments, none that cannot be read.
/// Newest push first, equal ones by name, those of unknown time last; one array a column.
final class Tags {
  /// The places in the inventory.
  final int[] places;

  final String[] names;
  final int[] digests;

  /// What each tag points at, as a small int of this repository.
  final int[] images;

  final long[] pushed;
  final int imageCount;
  private Optional<Version>[] versions = versions(0);

  private Tags(Repository repository, int[] order, long[] times) {
    int size = order.length;
    places = new int[size];
    names = new String[size];
    digests = new int[size];
    images = new int[size];
    pushed = new long[size];
    var numbers = new Images(size);
    for (int i = 0; i < size; i++) {
      Tagged tag = repository.tags().get(order[i]);
      places[i] = order[i];
      names[i] = tag.name();
      digests[i] = tag.digest();
      images[i] = numbers.number(tag.digest());
      pushed[i] = times[order[i]];
    }
    imageCount = numbers.size();
  }

  static Tags of(Repository repository, long[] pushed) {
    List<Tagged> all = repository.tags();
    int[] some =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).readable() && !Attachments.named(all.get(i).name()))
            .toArray();
    int[] order = Order.newestFirst(some, i -> pushed[i]);
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && pushed[order[to]] == pushed[order[from]]) {
        to++;
      }
      byName(order, from, to, all);
      from = to;
    }
    return new Tags(repository, order, pushed);
  }

  private static void byName(int[] order, int from, int to, List<Tagged> all) {
    if (to - from > 1) {
      int[] sorted =
          Arrays.stream(order, from, to)
              .boxed()
              .sorted(Comparator.comparing(i -> all.get(i).name()))
              .mapToInt(i -> i)
              .toArray();
      System.arraycopy(sorted, 0, order, from, sorted.length);
    }
  }

  int size() {
    return names.length;
  }

  /// The version that a tag's name spells.
  Optional<Version> version(int tag) {
    if (versions.length != size()) {
      versions = versions(size());
      Arrays.setAll(versions, i -> Version.of(names[i]));
    }
    return versions[tag];
  }

  /// The same moments, but unknown for all tags of an image if one of them is: nobody knows then
  /// whether the image is the newest.
  long[] inDoubt(long[] moments) {
    var doubtful = new BitSet(imageCount);
    for (int i = 0; i < size(); i++) {
      doubtful.set(images[i], doubtful.get(images[i]) || moments[i] == Evidence.UNKNOWN);
    }
    if (doubtful.isEmpty()) {
      return moments;
    }
    long[] result = new long[size()];
    Arrays.setAll(result, i -> doubtful.get(images[i]) ? Evidence.UNKNOWN : moments[i]);
    return result;
  }

  /// For each tag the newest of these moments among all tags of its image.
  long[] ofImages(long[] moments) {
    long[] newest = new long[imageCount];
    Arrays.fill(newest, Evidence.UNKNOWN);
    for (int i = 0; i < size(); i++) {
      newest[images[i]] = Math.max(newest[images[i]], moments[i]);
    }
    long[] result = new long[size()];
    Arrays.setAll(result, i -> newest[images[i]]);
    return result;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<Version>[] versions(int size) {
    return new Optional[size];
  }
}
