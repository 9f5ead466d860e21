// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Plan.Total;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Refused;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes plans. What cannot be decided is refused.
public final class Planner {
  /// The kind under which a plan counts the empty folders that it cuts off.
  public static final String EMPTY_FOLDER = "empty-folder";

  private Planner() {}

  /// The plan that moves away all that nothing needs: tags, their history, links of manifests,
  /// links of layers, uploads, debris, blobs; then empty folders.
  public static Plan scrub(Surveyed surveyed, Scope scope, Instant now, Paths paths) {
    refuseWhatIsUnknown(surveyed);
    if (!scope.evenIfNothingIsTagged()) {
      refuseToEmpty(surveyed.inventory(), scope.keep());
    }
    var links = new LinkSteps(surveyed, paths);
    var rest = new RestSteps(surveyed, paths);
    return new Plan(
        surveyed.inventory().layout(),
        now,
        scope.keep(),
        totals(links, rest),
        () ->
            Stream.of(links.moves(), rest.moves(), links.cuts(), rest.cuts())
                .flatMap(steps -> steps));
  }

  private static Map<String, Total> totals(LinkSteps links, RestSteps rest) {
    var totals = new LinkedHashMap<String, Total>();
    links.count(totals);
    rest.count(totals);
    Total empty = new Total(links.cutCount() + rest.cutCount(), 0);
    totals.put(EMPTY_FOLDER, empty);
    totals.values().removeIf(total -> total.count() == 0);
    return Collections.unmodifiableMap(totals);
  }

  private static void refuseWhatIsUnknown(Surveyed surveyed) {
    List<Finding> blocking =
        Stream.concat(
                surveyed.inventory().blocking().stream(),
                surveyed.look().findings().stream()
                    .filter(f -> f.effect() == Finding.Effect.BLOCKS))
            .toList();
    if (!blocking.isEmpty()) {
      Finding first = blocking.getFirst();
      throw new Refused(
          "refused: what %s needs is unknown (%s: %s)%s; %s, or run `validate` to see all"
              .formatted(
                  first.item(), first.path(), first.why(), others(blocking), first.repair()));
    }
  }

  private static String others(List<Finding> blocking) {
    return blocking.size() == 1 ? "" : " and there are " + (blocking.size() - 1) + " more of these";
  }

  private static void refuseToEmpty(Inventory inventory, Scope.Keep keep) {
    if (inventory.blobs().isEmpty()) {
      return;
    }
    boolean tagged = inventory.repositories().stream().anyMatch(r -> !r.tags().isEmpty());
    if (inventory.refersToNothing()) {
      throw nothing("no tag and no manifest refers to any of the %d blobs here", inventory);
    }
    if (keep == Scope.Keep.TAGGED && !tagged) {
      throw nothing("there is no tag in the whole registry, which has %d blobs", inventory);
    }
  }

  private static Refused nothing(String what, Inventory inventory) {
    return new Refused(
        ("refused: "
                + what
                + ", so all would go; is something not mounted? run `validate` to see why, or add --even-if-nothing-is-tagged if that is meant")
            .formatted(inventory.blobs().cardinality()));
  }
}
