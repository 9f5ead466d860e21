// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2;
import drclean.layout.V2World;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a registry writes when an image that is there already is pushed again. It looked before the
/// clean-up began, or remembers, so it writes no content: only links.
enum Push {
  /// A manifest by tag; the client was told that all layers are there.
  TAG,
  /// A manifest by digest, without a tag.
  DIGEST,
  /// Layers uploaded again and thrown away, and no manifest yet.
  LAYERS,
  /// All layers mounted into another repository, then the manifest with a tag.
  MOUNT,
  /// As [#TAG], and the bytes are written where they are missing.
  WHOLE;

  /// An image that is whole in its repository.
  record Image(String repository, Digest digest, String json) {}

  private static final V2 LAYOUT = new V2();

  void happen(MemoryStorage storage, Image image) {
    String repository = this == MOUNT ? "mounted" : image.repository();
    List<Digest> parts = V2World.partsOf(image.json());
    if (this == WHOLE) {
      write(storage, LAYOUT.path(new Item.Blob(image.digest())) + "/data", image.json());
    }
    if (this == LAYERS || this == MOUNT || this == WHOLE) {
      parts.forEach(part -> link(storage, new Item.LayerLink(repository, part), part));
    }
    if (this != LAYERS) {
      link(storage, new Item.ManifestLink(repository, image.digest()), image.digest());
    }
    if (this != LAYERS && this != DIGEST) {
      link(storage, new Item.History(repository, "pushed", image.digest()), image.digest());
      write(
          storage,
          LAYOUT.path(new Item.Tag(repository, "pushed")) + "/current/link",
          image.digest().toString());
    }
  }

  private static void link(MemoryStorage storage, Item item, Digest target) {
    write(storage, LAYOUT.path(item) + "/link", target.toString());
  }

  private static void write(MemoryStorage storage, String path, String text) {
    storage.put(path, text.getBytes(StandardCharsets.UTF_8), World.NOW);
  }
}
