// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import java.util.stream.IntStream;

/// A v2 or v3 registry of equal repositories, each manifest with eight layers, five of them shared
/// in its repository.
public record V2World(Content content, Live live, Garbage garbage) implements World {

  /// What the registry serves. Each manifest was pushed to a tag, the later ones over the earlier.
  public record Live(int repositories, int manifests, int tags) {}

  /// What nothing needs: manifests deleted by digest, which leave five blobs and four layer links
  /// each, and blobs without any link, as a removed repository leaves them.
  public record Garbage(int deletedManifests, int unlinkedBlobs) {}

  /// A world of small layers.
  public static V2World of(long seed, Live live, Garbage garbage) {
    return new V2World(new Content(seed, 0), live, garbage);
  }

  /// The same world with layers of a given size.
  public V2World layerBytes(int bytes) {
    return new V2World(new Content(content.seed(), bytes), live, garbage);
  }

  @Override
  public void write(Tree tree) {
    var store = new V2Store(tree);
    IntStream.range(0, live.repositories()).parallel().forEach(i -> repository(store, i));
    IntStream.range(0, garbage.unlinkedBlobs())
        .parallel()
        .forEach(i -> store.blob(content.layer("unlinked " + i)));
  }

  private void repository(V2Store store, int number) {
    var repository = V2Repository.open(store, content, number);
    repository.push(share(live.manifests(), number), share(live.tags(), number));
    repository.pushAndDelete(share(garbage.deletedManifests(), number));
  }

  private int share(int total, int repository) {
    return Share.of(total, live.repositories(), repository);
  }

  /// All blobs, manifests included.
  public int blobs() {
    return live.manifests() * (2 + V2Repository.OWN_LAYERS)
        + live.repositories() * V2Repository.SHARED_LAYERS
        + garbageBlobs();
  }

  /// The blobs that no linked manifest needs.
  public int garbageBlobs() {
    return garbage.deletedManifests() * (2 + V2Repository.OWN_LAYERS) + garbage.unlinkedBlobs();
  }

  @Override
  public String size() {
    return "%,d repositories, %,d manifests, %,d tags, %,d blobs, of which %,d garbage"
        .formatted(live.repositories(), live.manifests(), live.tags(), blobs(), garbageBlobs());
  }
}
