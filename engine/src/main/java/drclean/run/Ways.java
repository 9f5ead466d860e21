// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan;
import drclean.plan.Step;
import drclean.registry.Refused;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// The folders above all that a plan names. A symbolic link among them could lead a change out of
/// the registry, so each is looked at once, before the first change.
final class Ways {
  /// How many are remembered at a time.
  private static final int MOST = 100_000;

  private final Source source;
  private final Set<String> looked = new HashSet<>();

  private Ways(Source source) {
    this.source = source;
  }

  static void requireReal(Source source, Plan plan) {
    var ways = new Ways(source);
    try (Stream<Step> steps = plan.steps().get()) {
      steps.forEach(step -> ways.look(above(step.path())));
    }
  }

  private void look(String folder) {
    if (folder.isEmpty() || !looked.add(folder)) {
      return;
    }
    look(above(folder));
    source
        .stat(folder)
        .found()
        .filter(stat -> stat.kind() == Stat.Kind.LINK)
        .ifPresent(_ -> refuse(folder));
    if (looked.size() >= MOST) {
      looked.clear();
    }
  }

  private static String above(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static void refuse(String link) {
    throw new Refused(
        "refused: %s is a symbolic link, and changes are made only in the registry's own folders; nothing was moved; put the real folder in its place"
            .formatted(link));
  }
}
