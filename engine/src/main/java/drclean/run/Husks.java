// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Source;
import drclean.storage.Stat;
import drclean.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Finds places to which a blob came back in name only: a survey that reads names takes the folder
/// for the blob, so the whole one in quarantine must not be deleted because of it.
final class Husks {
  private final Registry registry;
  private final Instant settled;

  Husks(Registry registry) {
    this.registry = registry;
    this.settled = registry.clock().instant().minus(Lease.TERM);
  }

  /// Removes the folders that are empty, and answers the blobs of a run whose places hold less than
  /// what is in quarantine.
  List<GivenBack> of(String run) {
    try (Stream<Step.Move> moves = Runs.moves(registry, run)) {
      return moves
          .filter(move -> move.item() instanceof Item.Blob && registry.exists(move.path()))
          .filter(move -> !removed(move.path()) && lacks(run, move))
          .map(
              move ->
                  new GivenBack(
                      move.item(), run, move.path(), "what lies at its place is not whole"))
          .toList();
    }
  }

  private boolean removed(String path) {
    return registry
            .storage()
            .stat(path)
            .found()
            .filter(stat -> stat.kind() == Stat.Kind.FOLDER && stat.time().isBefore(settled))
            .isPresent()
        && registry.storage().removeEmptyFolder(path);
  }

  private boolean lacks(String run, Step.Move move) {
    return lacks(run, move.item(), move.path());
  }

  /// Whether a part of the blob is in quarantine and not at its place, or not so much of it.
  private boolean lacks(String run, Item item, String path) {
    return Copy.at(registry, path).lacks(Copy.at(registry, registry.moved(run, item, path)));
  }

  /// Moves what lies at a blob's place into the run's quarantine when it is an old rest of it, and
  /// answers whether it did.
  boolean setAside(String run, Item item, String path) {
    return item instanceof Item.Blob
        && rest(run, item, path)
        && old(path)
        && registry.storage().move(path, registry.moved(run, new Item.Debris(path), path))
            == Storage.Moved.DONE;
  }

  /// The id of a v1 image does not tell its bytes: one that was pushed again may lawfully be
  /// shorter, so only a part that is not there makes a rest of it.
  private boolean rest(String run, Item item, String path) {
    boolean first = item instanceof Item.Blob(var digest) && digest.algorithm().equals(Digest.V1);
    Copy there = Copy.at(registry, path);
    Copy kept = Copy.at(registry, registry.moved(run, item, path));
    return first ? there.lacksPartOf(kept) : there.lacks(kept);
  }

  private boolean old(String path) {
    Instant horizon = registry.clock().instant().minus(Scope.careful().grace());
    return registry.storage().list(path).found().orElse(List.of()).stream()
        .map(name -> registry.storage().stat(Source.join(path, name)))
        .allMatch(stat -> stat.found().filter(s -> s.time().isBefore(horizon)).isPresent());
  }
}
