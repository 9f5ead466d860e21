// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Awaited;
import drclean.registry.Inventory;
import drclean.registry.Tagged;
import java.time.Instant;
import java.util.BitSet;

/// Finds what is counted on in a v1 registry though no tag needs it yet. An image that is there
/// needs its ancestors: a push looks for the parent when it begins an image, and never again, so
/// that the tag which ends it would be broken. A folder without a word of an image is none. And a
/// push names in its index what it will ask for.
record V1Awaited(V1Files files, Inventory inventory) {
  Awaited since(Instant since) {
    return new Awaited(needed(), named(since));
  }

  private BitSet needed() {
    var descent = new V1Descent(files, inventory.needs(), inventory.sizes());
    inventory.blobs().stream().forEach(descent::begin);
    descent.run();
    var needed = new BitSet();
    descent.met().stream().forEach(image -> inventory.needs().each(image, needed::set));
    inventory.repositories().stream()
        .flatMap(repository -> repository.tags().stream())
        .filter(Tagged::readable)
        .forEach(tag -> needed.set(tag.digest()));
    var whole = (BitSet) inventory.blobs().clone();
    descent.faulty().stream().filter(V1Image::absent).forEach(image -> whole.clear(image.self()));
    needed.andNot(whole);
    return needed;
  }

  private BitSet named(Instant since) {
    var intents = new V1Intents(files, inventory, since);
    intents.read();
    var named = new BitSet();
    intents.pins().keySet().forEach(named::set);
    named.andNot(inventory.blobs());
    return named;
  }
}
