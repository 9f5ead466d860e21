// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Plan.Total;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look.Leftover;
import drclean.registry.Look.Listing;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The steps outside the links: uploads, debris, blobs, each before what it needs; last of all the
/// lists that name them.
final class RestSteps {
  /// So that a step is a line of a plan that any reader of JSON takes.
  private static final int MOST_OF_A_LIST = 200_000;

  private final Inventory inventory;
  private final BitSet moved;
  private final BitSet hollow;
  private final List<Leftover> uploads;
  private final List<Leftover> debris;
  private final List<Leftover> folders;
  private final List<Listing> listings;
  private final Paths paths;

  RestSteps(Surveyed surveyed, Paths paths) {
    this.inventory = surveyed.inventory();
    this.moved = LinkSteps.without(surveyed.unneeded().blobs(), surveyed.look().hollow());
    this.hollow = LinkSteps.within(surveyed.unneeded().blobs(), surveyed.look().hollow());
    this.uploads = leftovers(surveyed, Item.Upload.class);
    this.debris = leftovers(surveyed, Item.Debris.class);
    this.folders = leftovers(surveyed, Item.Folder.class);
    this.paths = paths;
    this.listings =
        surveyed.look().listings().stream()
            .filter(listing -> gone(listing).findAny().isPresent())
            .sorted(Comparator.comparing(Listing::path))
            .toList();
  }

  /// The images of a list that leave or are not there, of very many only the first.
  private IntStream gone(Listing listing) {
    return listing.images().stream()
        .filter(image -> moved.get(image) || !inventory.blobs().get(image))
        .limit(MOST_OF_A_LIST);
  }

  private Step step(Listing listing) {
    Set<Digest> gone = gone(listing).mapToObj(inventory.digests()::get).collect(Collectors.toSet());
    return new Step.Move(
        listing.item(),
        listing.path(),
        0,
        "%,d of the %,d images that it names leave or are not there; it stays without them"
            .formatted(gone.size(), listing.images().cardinality()),
        new Bond.Listing(gone));
  }

  private static List<Leftover> leftovers(Surveyed surveyed, Class<? extends Item> kind) {
    return surveyed.look().leftovers().stream()
        .filter(left -> kind.isInstance(left.item()))
        .sorted(Comparator.comparing(Leftover::path))
        .toList();
  }

  Stream<Step> moves() {
    return Stream.of(
            uploads.stream().map(RestSteps::leftover),
            debris.stream().map(RestSteps::leftover),
            blobs(),
            listings.stream().map(this::step))
        .flatMap(steps -> steps);
  }

  private static Step leftover(Leftover left) {
    return new Step.Move(left.item(), left.path(), left.bytes(), left.why());
  }

  private Stream<Step> blobs() {
    return IntStream.of(Order.of(inventory, moved)).mapToObj(this::blob);
  }

  private Step blob(int digest) {
    var item = new Item.Blob(inventory.digests().get(digest));
    return new Step.Move(item, paths.path(item), bytes(digest), "nothing in the registry needs it");
  }

  private long bytes(int digest) {
    return Math.max(0, inventory.sizes().get(digest));
  }

  void count(Map<String, Total> totals) {
    uploads.forEach(left -> count(totals, left));
    debris.forEach(left -> count(totals, left));
    long bytes = moved.stream().mapToLong(this::bytes).sum();
    totals.put("blob", new Total(moved.cardinality(), bytes));
    totals.put("index", new Total(listings.size(), 0));
  }

  private static void count(Map<String, Total> totals, Leftover left) {
    totals.merge(left.item().kind(), new Total(1, left.bytes()), Total::plus);
  }

  long cutCount() {
    return (long) hollow.cardinality() + folders.size();
  }

  /// The empty folders that are left of blobs, and of repositories, inner ones first.
  Stream<Step> cuts() {
    Stream<Step> blobs =
        IntStream.of(Sorted.of(inventory.digests(), hollow))
            .mapToObj(digest -> new Item.Blob(inventory.digests().get(digest)))
            .map(
                item -> new Step.Cut(item, paths.path(item), "only an empty folder is left of it"));
    return Stream.concat(
        blobs,
        folders.stream()
            .sorted(Comparator.comparing(Leftover::path).reversed())
            .map(left -> new Step.Cut(left.item(), left.path(), left.why())));
  }
}
