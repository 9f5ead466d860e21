// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Digest;
import drclean.registry.Item;
import java.util.Optional;
import java.util.function.Predicate;

/// What is to be restored: of one run or of all, everything or some items, with what those need.
public record Selection(Optional<String> run, Predicate<Item> wanted) {
  /// Everything in quarantine.
  public static Selection everything() {
    return new Selection(Optional.empty(), _ -> true);
  }

  /// The same out of one run only.
  public Selection of(String id) {
    return new Selection(Optional.of(id), wanted);
  }

  /// The content with this digest, every link to it, and the lists that may have named it.
  public static Selection digest(Digest digest) {
    return some(
        item ->
            switch (item) {
              case Item.Blob(var its) -> its.equals(digest);
              case Item.ManifestLink(_, var its) -> its.equals(digest);
              case Item.LayerLink(_, var its) -> its.equals(digest);
              case Item.Index _ -> true;
              case Item.Tag _, Item.Metadata _, Item.History _ -> false;
              case Item.Upload _, Item.Debris _, Item.Folder _ -> false;
            });
  }

  /// All of a repository.
  public static Selection repository(String name) {
    return some(item -> repository(item).equals(name));
  }

  /// One tag with its history.
  public static Selection tag(String repository, String name) {
    return some(
        item ->
            switch (item) {
              case Item.Tag(var its, var tag) -> its.equals(repository) && tag.equals(name);
              case Item.History(var its, var tag, _) -> its.equals(repository) && tag.equals(name);
              case Item.Index(var its) -> its.equals(repository);
              case Item.Blob _, Item.ManifestLink _, Item.LayerLink _ -> false;
              case Item.Metadata _, Item.Upload _, Item.Debris _, Item.Folder _ -> false;
            });
  }

  private static Selection some(Predicate<Item> wanted) {
    return new Selection(Optional.empty(), wanted);
  }

  /// The repository that an item belongs to, or the empty text.
  static String repository(Item item) {
    return switch (item) {
      case Item.Tag(var repository, _) -> repository;
      case Item.History(var repository, _, _) -> repository;
      case Item.ManifestLink(var repository, _) -> repository;
      case Item.LayerLink(var repository, _) -> repository;
      case Item.Upload(var repository, _) -> repository;
      case Item.Index(var repository) -> repository;
      case Item.Metadata _, Item.Blob _, Item.Debris _, Item.Folder _ -> "";
    };
  }
}
