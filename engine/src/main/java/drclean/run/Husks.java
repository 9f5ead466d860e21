// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import drclean.registry.Item;
import java.util.List;
import java.util.stream.Stream;

/// Finds places to which a blob came back in name only: a survey that reads names takes the folder
/// for the blob, so the whole one in quarantine must not be deleted because of it.
final class Husks {
  private final Registry registry;
  private final InTheWay inTheWay;

  Husks(Registry registry) {
    this.registry = registry;
    this.inTheWay = new InTheWay(registry);
  }

  /// Removes the folders that are empty and old, and answers the blobs of a run whose places hold
  /// less than what is in quarantine.
  List<GivenBack> of(String run) {
    try (Stream<Step.Move> moves = Runs.moves(registry, run)) {
      return moves
          .filter(move -> move.item() instanceof Item.Blob && registry.exists(move.path()))
          .filter(move -> !inTheWay.removed(move.path()) && lacks(run, move))
          .map(
              move ->
                  new GivenBack(
                      move.item(), run, move.path(), "what lies at its place is not whole"))
          .toList();
    }
  }

  /// Whether a part of the blob is in quarantine and not at its place, or not so much of it.
  private boolean lacks(String run, Step.Move move) {
    return Copy.at(registry, move.path())
        .lacks(Copy.at(registry, registry.moved(run, move.item(), move.path())));
  }
}
