// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.registry.Doubt;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/// What would be refused, and is meant.
final class MeantOptions {
  @Option(
      names = "--even-if-nothing-is-tagged",
      description = "Also where nothing refers to anything, so that all would go.")
  private boolean nothingIsTagged;

  @Option(
      names = "--even-if-tags-dangle",
      description =
          "Also where images of tags are missing (v1: any; v2: all), so that what they need is"
              + " unknown.")
  private boolean tagsDangle;

  Set<Doubt> meant() {
    var meant = EnumSet.noneOf(Doubt.class);
    if (nothingIsTagged) {
      meant.add(Doubt.NOTHING_IS_TAGGED);
    }
    if (tagsDangle) {
      meant.add(Doubt.TAGS_DANGLE);
    }
    return meant;
  }
}
