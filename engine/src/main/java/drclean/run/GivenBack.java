// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Item;

/// Something that went back from a run's quarantine to its place, and why.
public record GivenBack(Item item, String run, String path, String because) {}
