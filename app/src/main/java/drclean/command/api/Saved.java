// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.remote.Stored;
import java.util.Optional;

/// What a run saves of a tag before it removes it; of a manifest that goes by itself, whose name is
/// its digest then.
///
/// @param manifest what it pointed at; nothing where the API knows images by their ids alone
/// @param because why it goes
public record Saved(Item.Tag tag, Digest target, Optional<Stored> manifest, String because) {
  static Saved manifest(Item.ManifestLink link, Optional<Stored> manifest, String because) {
    var tag = new Item.Tag(link.repository(), link.digest().toString());
    return new Saved(tag, link.digest(), manifest, because);
  }

  /// What it is: a tag, or a repository's right to a manifest.
  public Item item() {
    return item(tag);
  }

  /// A tag, or the manifest whose digest stands in its place: no tag has a colon in its name.
  static Item item(Item.Tag tag) {
    return Digest.parse(tag.name())
        .<Item>map(digest -> new Item.ManifestLink(tag.repository(), digest))
        .orElse(tag);
  }
}
