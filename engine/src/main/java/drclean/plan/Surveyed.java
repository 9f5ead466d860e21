// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.registry.Unneeded;

/// All that a plan is made from: what a survey saw, a closer look at what nothing seemed to need,
/// and what nothing needs in the light of that look.
public record Surveyed(Inventory inventory, Unneeded unneeded, Look look) {}
