// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Source;
import java.util.Optional;

/// Where things lie in the storage of docker-registry v1: `images/<id>` and
/// `repositories/<namespace>/<repository>/tag_<name>`. Names are those of the disk, byte for byte.
///
/// @param repositories the folder of the repositories
record V1Paths(String repositories) {
  static final String IMAGES = "images";
  static final String INDEX = "_index_images";
  static final String ALLOWED = "_images_list";
  static final String TAG = "tag_";

  private static final String METADATA = "_json";

  /// The image that a name in `images/` is the id of.
  static Optional<Digest> image(String name) {
    return Digest.of(Digest.V1, name);
  }

  static String image(Digest id) {
    return Source.join(IMAGES, id.hex());
  }

  static String file(Digest id, String file) {
    return Source.join(image(id), file);
  }

  String repository(String name) {
    return Source.join(repositories, name);
  }

  String index(String repository) {
    return Source.join(repository(repository), INDEX);
  }

  String tag(String repository, String name) {
    return Source.join(repository(repository), TAG + name);
  }

  /// The name of the file with a tag's metadata.
  static String metadata(String tag) {
    return "tag" + tag + METADATA;
  }

  /// The tag whose metadata would lie where this tag lies: those of `_x` and the tag `x_json` share
  /// one name.
  static Optional<String> sharer(String tag) {
    return tag.endsWith(METADATA)
        ? Optional.of("_" + tag.substring(0, tag.length() - METADATA.length()))
        : Optional.empty();
  }

  String path(Item item) {
    return switch (item) {
      case Item.Blob(var id) -> image(id);
      case Item.Tag(var repository, var name) -> tag(repository, name);
      case Item.Metadata(var path) -> path;
      case Item.Index(var repository) -> index(repository);
      case Item.Debris(var path) -> path;
      case Item.Folder(var path) -> path;
      case Item.History _, Item.ManifestLink _, Item.LayerLink _, Item.Upload _ ->
          throw new IllegalArgumentException("a v1 registry has no such thing: " + item.title());
    };
  }

  Optional<Item> item(String path) {
    String[] names = path.split("/", -1);
    if (names.length == 2 && names[0].equals(IMAGES)) {
      return image(names[1]).map(Item.Blob::new);
    }
    boolean inner = names.length == 4 && names[0].equals(repositories);
    if (inner && names[3].equals(INDEX)) {
      return Optional.of(new Item.Index(names[1] + "/" + names[2]));
    }
    boolean tag = inner && names[3].startsWith(TAG);
    return tag && !names[1].isEmpty() && !names[2].isEmpty()
        ? Optional.of(new Item.Tag(names[1] + "/" + names[2], names[3].substring(TAG.length())))
        : Optional.empty();
  }
}
