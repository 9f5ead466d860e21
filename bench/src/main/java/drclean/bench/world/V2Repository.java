// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One repository of a [V2World] and its way to the disk.
final class V2Repository {
  static final int LAYERS = 8;
  static final int SHARED_LAYERS = 5;
  static final int OWN_LAYERS = LAYERS - SHARED_LAYERS;

  private final V2Store store;
  private final Content content;
  private final String name;
  private final Format format;
  private final List<Blob> shared;

  private V2Repository(V2Store store, Content content, int number) {
    this.store = store;
    this.content = content;
    this.name = "team-%02d/app-%04d".formatted(number % 100, number);
    this.format = number % 2 == 0 ? Format.OCI : Format.DOCKER;
    this.shared = layers("shared", SHARED_LAYERS);
  }

  /// A new repository that holds the layers which its manifests will share.
  static V2Repository open(V2Store store, Content content, int number) {
    return new V2Repository(store, content, number);
  }

  /// Pushes manifests in turn to the tags, so that only the last round is still tagged.
  void push(int manifests, int tags) {
    IntStream.range(0, manifests).parallel().forEach(i -> push(i, manifests, tags));
  }

  private void push(int number, int manifests, int tags) {
    var manifest = manifest("manifest " + number);
    store.revisionLink(name, manifest);
    if (tags > 0) {
      var tag = "v1.%d".formatted(number % tags);
      store.historyLink(name, tag, manifest);
      if (number >= manifests - tags) {
        store.currentLink(name, tag, manifest);
      }
    }
  }

  /// Leaves what stays of a manifest after a delete by digest: its blobs and its layer links.
  void pushAndDelete(int manifests) {
    IntStream.range(0, manifests).parallel().forEach(i -> manifest("deleted " + i));
  }

  private Blob manifest(String called) {
    var config = store.blob(content.config(name + " " + called));
    store.layerLink(name, config);
    var own = layers(called, OWN_LAYERS);
    return store.blob(
        format.manifest(config, Stream.concat(shared.stream(), own.stream()).toList()));
  }

  private List<Blob> layers(String called, int count) {
    var layers =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> store.blob(content.layer(name + " " + called + " layer " + i)))
            .toList();
    layers.forEach(layer -> store.layerLink(name, layer));
    return layers;
  }
}
