// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Facts;
import drclean.layout.Manifest;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.remote.Address;
import drclean.remote.Answer;
import drclean.remote.Change;
import drclean.remote.Kind;
import drclean.remote.Listing;
import drclean.remote.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is asked of a registry that is reached by its API, whichever API that is.
public sealed interface Api extends AutoCloseable permits FirstApi, SecondApi {
  /// The name of the layout that such a registry has.
  String layout();

  /// Where it is.
  Address address();

  /// How many requests were sent to it, of each kind.
  Map<Kind, Long> requests();

  /// The repositories that it lists.
  Answer<Listing<String>> repositories();

  /// The tags of a repository: those that it lists, and those of these names that it has besides.
  Answer<Pointers> pointers(String repository, Set<String> besides);

  /// What a tag points at now.
  Answer<Digest> target(String repository, String tag);

  /// What a manifest needs that was seen; nothing where the API does not tell.
  Optional<Manifest.Parsed> parsed(Digest digest);

  /// What an image says about itself; it is asked once.
  Facts.Image image(Digest digest);

  /// The manifest behind a tag, with its bytes; [Answer.Absent] where there are no manifests.
  Answer<Stored> manifest(String repository, Digest digest);

  /// Deletes a tag, if it still points there, and leaves what it points at.
  Change deleteTag(String repository, String tag, Digest expected);

  /// Lets a tag point at what was saved.
  Change put(String repository, String tag, Saved saved);

  /// Where an item is, as the API calls it.
  default String path(Item item) {
    return switch (item) {
      case Item.Tag(var repository, var name) -> tagPath(repository, name);
      case Item.ManifestLink(var repository, var digest) -> tagPath(repository, digest.toString());
      case Item.Metadata _, Item.Index _, Item.History _, Item.LayerLink _ -> item.title();
      case Item.Blob _, Item.Upload _, Item.Debris _, Item.Folder _ -> item.title();
    };
  }

  /// Where a tag is.
  String tagPath(String repository, String tag);

  @Override
  void close();

  /// A tag and what it points at; nothing when it did not tell.
  record Pointer(String tag, Optional<Digest> target) {}

  /// The tags of a repository.
  ///
  /// @param doubt why there may be more, or why one cannot be read
  record Pointers(List<Pointer> tags, Optional<String> doubt) {
    public Pointers {
      tags = List.copyOf(tags);
    }
  }
}
