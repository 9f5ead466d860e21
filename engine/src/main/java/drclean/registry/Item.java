// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

/// A thing in a registry that can be moved by itself. Repositories are named as the registry names
/// them; what has no better name is called by its path.
public sealed interface Item {
  /// A tag with its history.
  record Tag(String repository, String name) implements Item {}

  /// A file in which a registry notes facts about a tag, beside it.
  record Metadata(String path) implements Item {}

  /// The list of images that a v1 repository knows.
  record Index(String repository) implements Item {}

  /// One entry of a tag's history: a digest that the tag pointed at once.
  record History(String repository, String tag, Digest digest) implements Item {}

  /// A repository's right to a manifest.
  record ManifestLink(String repository, Digest digest) implements Item {}

  /// A repository's right to a blob.
  record LayerLink(String repository, Digest digest) implements Item {}

  /// Content: a layer, a config, a manifest's bytes, or a v1 image.
  record Blob(Digest digest) implements Item {}

  /// An upload that was never finished.
  record Upload(String repository, String id) implements Item {}

  /// A file or folder that a registry left behind and never looks at again.
  record Debris(String path) implements Item {}

  /// An empty folder of a repository, which is cut off and never moved.
  record Folder(String path) implements Item {}

  /// The word for this kind of item, singular.
  default String kind() {
    return switch (this) {
      case Tag _ -> "tag";
      case Metadata _ -> "metadata";
      case Index _ -> "index";
      case History _ -> "history";
      case ManifestLink _ -> "manifest-link";
      case LayerLink _ -> "layer-link";
      case Blob _ -> "blob";
      case Upload _ -> "upload";
      case Debris _ -> "debris";
      case Folder _ -> "folder";
    };
  }

  /// How a person would name it.
  default String title() {
    return switch (this) {
      case Tag(var repository, var name) -> repository + ":" + name;
      case History(var repository, var tag, var digest) ->
          repository + ":" + tag + " was " + digest;
      case ManifestLink(var repository, var digest) -> repository + "@" + digest;
      case LayerLink(var repository, var digest) -> repository + " layer " + digest;
      case Blob(var digest) -> digest.toString();
      case Upload(var repository, var id) -> repository + " upload " + id;
      case Metadata(var path) -> path;
      case Index(var repository) -> "list of images of " + repository;
      case Debris(var path) -> path;
      case Folder(var path) -> path;
    };
  }
}
