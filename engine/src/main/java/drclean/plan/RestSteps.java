// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Plan.Total;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look.Leftover;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The steps outside the links: uploads, debris, and last of all blobs, each before what it needs.
final class RestSteps {
  private final Inventory inventory;
  private final BitSet moved;
  private final BitSet hollow;
  private final List<Leftover> uploads;
  private final List<Leftover> debris;
  private final Paths paths;

  RestSteps(Surveyed surveyed, Paths paths) {
    this.inventory = surveyed.inventory();
    this.moved = LinkSteps.without(surveyed.unneeded().blobs(), surveyed.look().hollow());
    this.hollow = LinkSteps.within(surveyed.unneeded().blobs(), surveyed.look().hollow());
    List<Leftover> all = surveyed.look().leftovers();
    this.uploads = all.stream().filter(left -> left.item() instanceof Item.Upload).toList();
    this.debris = all.stream().filter(left -> !(left.item() instanceof Item.Upload)).toList();
    this.paths = paths;
  }

  Stream<Step> moves() {
    return Stream.of(
            uploads.stream().map(RestSteps::leftover),
            debris.stream().map(RestSteps::leftover),
            blobs())
        .flatMap(steps -> steps);
  }

  private static Step leftover(Leftover left) {
    return new Step.Move(left.item(), left.path(), left.bytes(), left.why(), "");
  }

  private Stream<Step> blobs() {
    int[] manifests = Order.of(inventory.needs(), moved);
    var rest = (BitSet) moved.clone();
    for (int manifest : manifests) {
      rest.clear(manifest);
    }
    return IntStream.concat(IntStream.of(manifests), rest.stream()).mapToObj(this::blob);
  }

  private Step blob(int digest) {
    var item = new Item.Blob(inventory.digests().get(digest));
    return new Step.Move(
        item, paths.path(item), bytes(digest), "nothing in the registry needs it", "");
  }

  private long bytes(int digest) {
    return Math.max(0, inventory.sizes().get(digest));
  }

  void count(Map<String, Total> totals) {
    uploads.forEach(left -> count(totals, left));
    debris.forEach(left -> count(totals, left));
    long bytes = moved.stream().mapToLong(this::bytes).sum();
    totals.put("blob", new Total(moved.cardinality(), bytes));
  }

  private static void count(Map<String, Total> totals, Leftover left) {
    totals.merge(left.item().kind(), new Total(1, left.bytes()), Total::plus);
  }

  long cutCount() {
    return hollow.cardinality();
  }

  /// The empty folders that are left of blobs.
  Stream<Step> cuts() {
    return hollow.stream()
        .mapToObj(digest -> new Item.Blob(inventory.digests().get(digest)))
        .map(item -> new Step.Cut(item, paths.path(item), "only an empty folder is left of it"));
  }
}
