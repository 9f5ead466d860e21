// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Candidates;
import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.storage.Parallel;
import java.util.List;
import java.util.stream.IntStream;

/// A closer look at what nothing needs in a v2 registry: one question for the age of each candidate
/// blob and link, and a list of what else lies about in each repository.
final class V2Look {
  private static final int BATCH = 256;

  private final V2LookTables shared;

  V2Look(V2Tables tables, Inventory inventory, Candidates candidates) {
    this.shared = new V2LookTables(tables, inventory, candidates);
  }

  Look look() {
    var blobs = new V2LookBlobs(shared);
    var links = new V2LookLinks(shared);
    each(
        "candidates",
        batches(shared.candidates.unneeded().blobs().stream()),
        batch -> batch.each(blobs::look));
    IntStream.range(0, shared.inventory.repositories().size()).forEach(links::remembered);
    for (int repository = 0; repository < shared.inventory.repositories().size(); repository++) {
      int at = repository;
      List<Batch> layers = batches(shared.unneeded(at).layers().stream());
      Parallel.each(
          shared.tables.means.jobs(), layers, batch -> batch.each(place -> links.layer(at, place)));
    }
    var left = new V2LookLeft(shared);
    var history = new V2LookHistory(shared);
    each(
        "leftovers",
        IntStream.range(0, shared.inventory.repositories().size()).boxed().toList(),
        repository -> {
          left.look(repository);
          history.look(repository);
        });
    new EmptyFolders(shared.tables.source, shared.candidates.emptyHorizon(), V2Paths.SKELETON)
        .below(shared.tables.paths.repositories())
        .forEach(shared::left);
    return shared.look();
  }

  /// Some of the candidates, looked at one after the other.
  private record Batch(int[] places) {
    void each(java.util.function.IntConsumer look) {
      IntStream.of(places).forEach(look);
    }
  }

  private static List<Batch> batches(IntStream all) {
    int[] places = all.toArray();
    return IntStream.iterate(0, from -> from < places.length, from -> from + BATCH)
        .mapToObj(
            from ->
                new Batch(
                    java.util.Arrays.copyOfRange(
                        places, from, Math.min(places.length, from + BATCH))))
        .toList();
  }

  private <T> void each(String stage, List<T> things, java.util.function.Consumer<T> look) {
    var done = new java.util.concurrent.atomic.AtomicLong();
    Parallel.each(
        shared.tables.means.jobs(),
        things,
        thing -> {
          look.accept(thing);
          shared.tables.means.watch().progress(stage, done.incrementAndGet(), things.size());
        });
  }
}
