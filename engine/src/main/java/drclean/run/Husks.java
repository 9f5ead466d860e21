// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import drclean.registry.Item;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Finds places to which a blob came back in name only: a survey that reads names takes the folder
/// for the blob, so the whole one in quarantine must not be deleted because of it.
final class Husks {
  /// What an interrupted write leaves makes nothing whole.
  private static final String TEMPORARY = ".tmp";

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
    List<String> there = registry.storage().list(move.path()).found().orElse(List.of());
    String kept = registry.moved(run, move.item(), move.path());
    return registry.storage().list(kept).found().orElse(List.of()).stream()
        .filter(name -> !name.endsWith(TEMPORARY))
        .anyMatch(name -> !there.contains(name));
  }
}
