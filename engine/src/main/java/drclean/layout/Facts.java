// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a registry tells of images and tags besides what a survey needs; read when it is asked for.
/// What is missing or cannot be read is not known.
public interface Facts {
  /// What an image says about itself.
  Image image(Digest image);

  /// What a tag pointed at and since when, newest first, what it points at now included; nothing
  /// when that cannot be read.
  Optional<List<Past>> history(Item.Tag tag);

  /// When a repository got its link to a manifest.
  Optional<Instant> linked(Item.ManifestLink link);

  /// What an image says about itself; nobody vouches for it.
  ///
  /// @param mediaType of its manifest
  /// @param labels nothing when they are not known; an image without labels has none
  record Image(
      Optional<String> mediaType, Optional<Instant> created, Optional<Map<String, String>> labels) {
    /// An image of which nothing is known.
    public static final Image UNKNOWN =
        new Image(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// What a tag pointed at from a moment on.
  record Past(Digest digest, Instant since) {}
}
