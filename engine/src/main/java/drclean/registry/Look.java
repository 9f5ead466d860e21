// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a closer look at the candidates of an inventory found: which are young, what else lies
/// about, and which digests something outside the tags asks to keep. Sizes of the candidates go to
/// the inventory's [Sizes].
///
/// @param youngBlobs blobs younger than the grace time by their own time or any link's
/// @param youngParts for each repository the links that are younger themselves
/// @param hollow blobs of which only an empty folder is there
/// @param hollowParts for each repository the links of which only an empty folder is there
/// @param pins digests that stay whatever the tags say, with the reason
/// @param history entries of tag histories that name an unneeded manifest
/// @param leftovers stale uploads and debris
/// @param uploads uploads that may still go on
/// @param listings the lists of images that name candidates, if they were asked for
/// @param findings what was met on the way
public record Look(
    BitSet youngBlobs,
    List<Unneeded.Part> youngParts,
    BitSet hollow,
    List<Unneeded.Part> hollowParts,
    Map<Integer, String> pins,
    List<Item.History> history,
    List<Leftover> leftovers,
    List<Leftover> uploads,
    List<Listing> listings,
    List<Finding> findings) {
  /// Something left behind: the item, where it lies, its bytes, its newest time, why it is here.
  public record Leftover(Item item, String path, long bytes, Instant newest, String why) {}

  /// A list of images that no push has written lately: where it lies, and whom it names.
  public record Listing(Item.Index item, String path, BitSet images) {}

  public Look {
    youngParts = List.copyOf(youngParts);
    hollowParts = List.copyOf(hollowParts);
    pins = Map.copyOf(pins);
    history = List.copyOf(history);
    leftovers = List.copyOf(leftovers);
    uploads = List.copyOf(uploads);
    listings = List.copyOf(listings);
    findings = List.copyOf(findings);
  }

  /// The same with pins besides; where both pin, this look's reason stands.
  public Look pinning(Map<Integer, String> besides) {
    var all = new HashMap<>(besides);
    all.putAll(pins);
    return new Look(
        youngBlobs,
        youngParts,
        hollow,
        hollowParts,
        all,
        history,
        leftovers,
        uploads,
        listings,
        findings);
  }
}
