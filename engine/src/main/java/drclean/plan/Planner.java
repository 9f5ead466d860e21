// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Plan.Total;
import drclean.registry.Doubt;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Makes plans. What cannot be decided is refused.
public final class Planner {
  /// The kind under which a plan counts the empty folders that it cuts off.
  public static final String EMPTY_FOLDER = "empty-folder";

  private Planner() {}

  /// The plan that moves away all that nothing needs: tags, their history, links of manifests,
  /// links of layers, uploads, debris, blobs; then empty folders.
  public static Plan scrub(Surveyed surveyed, Scope scope, Instant now, Paths paths) {
    refuseWhatIsUnknown(surveyed, scope.meant());
    if (!scope.meant().contains(Doubt.NOTHING_IS_TAGGED)) {
      refuseToEmpty(surveyed.inventory(), scope.keep());
    }
    if (!scope.meant().contains(Doubt.TAGS_DANGLE)) {
      refuseWhereAllIsMissing(surveyed.inventory());
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

  /// The plan that moves away tags, each with what the registry notes about it, in the order of the
  /// list. What they pointed at stays, so that nothing else needs to be known for it.
  public static Plan untag(String layout, List<Leaving> leaving, Instant now, Paths paths) {
    var totals = new LinkedHashMap<String, Total>();
    steps(leaving, paths)
        .forEach(step -> totals.merge(step.item().kind(), new Total(1, step.bytes()), Total::plus));
    return new Plan(
        layout,
        now,
        Scope.Keep.LINKED,
        Collections.unmodifiableMap(totals),
        () -> steps(leaving, paths));
  }

  private static Stream<Step> steps(List<Leaving> leaving, Paths paths) {
    return leaving.stream().flatMap(tag -> steps(tag, paths));
  }

  private static Stream<Step> steps(Leaving leaving, Paths paths) {
    String path = paths.path(leaving.tag());
    var target = new Bond.Target(leaving.target());
    long bytes = leaving.target().toString().length();
    Stream<Step> tag =
        Stream.of(new Step.Move(leaving.tag(), path, bytes, leaving.because(), target));
    String because = "it speaks of " + leaving.tag().title();
    return Stream.concat(
        tag,
        leaving.metadata().stream()
            .map(item -> new Step.Move(item, item.path(), 0, because, new Bond.After(path))));
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

  private static void refuseWhatIsUnknown(Surveyed surveyed, Set<Doubt> meant) {
    List<Finding> blocking =
        Stream.concat(surveyed.inventory().findings().stream(), surveyed.look().findings().stream())
            .filter(finding -> finding.blocks(meant))
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
    int blobs = inventory.blobs().cardinality();
    boolean tagged = inventory.repositories().stream().anyMatch(r -> !r.tags().isEmpty());
    if (blobs > 0 && inventory.refersToNothing()) {
      throw nothing("no tag and no manifest refers to any of the %d blobs here".formatted(blobs));
    }
    if (blobs > 0 && keep == Scope.Keep.TAGGED && !tagged) {
      throw nothing("there is no tag in the whole registry of %d blobs".formatted(blobs));
    }
  }

  /// One manifest may be lost; where all are, it is the folder of blobs that is not there.
  private static void refuseWhereAllIsMissing(Inventory inventory) {
    int[] linked =
        inventory.repositories().stream()
            .flatMapToInt(repository -> Arrays.stream(repository.manifests().digests()))
            .distinct()
            .toArray();
    if (linked.length > 1 && Arrays.stream(linked).noneMatch(inventory.blobs()::get)) {
      throw new Refused(
          "refused: none of the %,d manifests that are linked has its content here; is something not mounted? run `validate` to see why, or add %s if that is meant"
              .formatted(linked.length, Doubt.TAGS_DANGLE.option()));
    }
  }

  private static Refused nothing(String found) {
    return new Refused(
        "refused: %s, so all would go; is something not mounted? run `validate` to see why, or add %s if that is meant"
            .formatted(found, Doubt.NOTHING_IS_TAGGED.option()));
  }
}
