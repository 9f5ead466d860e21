// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Candidates;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look.Listing;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// The lists of images (`_index_images`) that name candidates, or images that are not there, and
/// that no push has written lately.
record V1Listings(V1Files files, Inventory inventory, Candidates candidates) {
  List<Listing> read() {
    if (candidates.listHorizon().equals(Instant.MIN)) {
      return List.of();
    }
    Queue<Listing> found = new ConcurrentLinkedQueue<>();
    files.each("lists", inventory.repositories(), repository -> read(repository, found));
    return found.stream().sorted(Comparator.comparing(Listing::path)).toList();
  }

  private void read(Repository repository, Queue<Listing> found) {
    String path = files.paths().index(repository.name());
    boolean old =
        files.stat(path).filter(stat -> stat.time().isBefore(candidates.listHorizon())).isPresent();
    if (!old || repository.whole() == Whole.ELSEWHERE) {
      return;
    }
    V1Named named = files.named(path, V1Json::index);
    var images = new BitSet();
    IntStream.of(named.ids()).forEach(images::set);
    var stay = (BitSet) inventory.blobs().clone();
    stay.andNot(candidates.unneeded().blobs());
    if (named.whole() && images.stream().anyMatch(image -> !stay.get(image))) {
      found.add(new Listing(new Item.Index(repository.name()), path, images));
    }
  }
}
