// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.plan.Plan;

/// What a run does: it takes garbage, or tags.
enum Act {
  SCRUB {
    @Override
    Plan plan(Cleaning cleaning) {
      return cleaning.plan();
    }
  },
  UNTAG {
    @Override
    Plan plan(Cleaning cleaning) {
      return cleaning.untag();
    }

    // What a tag that is gone leaves to be taken is known to the saved plan alone.
    @Override
    Plan again(Cleaning cleaning, Plan saved) {
      return saved;
    }
  };

  abstract Plan plan(Cleaning cleaning);

  /// The plan of the run that goes on where one with this plan stopped.
  Plan again(Cleaning cleaning, Plan saved) {
    return plan(cleaning);
  }
}
