// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Plan;
import drclean.plan.Plan.Total;
import drclean.plan.Planner;

/// What a run takes, in words: items move and have bytes, empty folders are removed and have none.
///
/// @param moves what moves
/// @param folders how many empty folders go besides
record Taking(Total moves, long folders) {
  static Taking of(Plan plan) {
    long folders = plan.total(Planner.EMPTY_FOLDER).count();
    return new Taking(new Total(plan.total().count() - folders, plan.total().bytes()), folders);
  }

  /// `move 13 items (2.77 MiB) into the quarantine and remove 2 empty folders`
  String toDo() {
    String move =
        "move %s (%s) into the quarantine"
            .formatted(Human.count(moves.count(), "item"), Human.bytes(moves.bytes()));
    return both(move, "remove ");
  }

  /// `moved 13 items, 2.77 MiB, and removed 2 empty folders`
  String done() {
    return both("moved " + sum(), "removed ");
  }

  /// `13 items, 2.77 MiB, and 2 empty folders`
  String amount() {
    return both(sum(), "");
  }

  private String sum() {
    return Human.count(moves.count(), "item") + ", " + Human.bytes(moves.bytes());
  }

  private String both(String first, String verb) {
    String second = verb + Human.count(folders, "empty folder");
    if (folders == 0) {
      return first;
    }
    return moves.count() == 0
        ? second
        : first + (first.endsWith("B") ? ", and " : " and ") + second;
  }
}
