// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.registry.Unneeded;
import drclean.storage.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// How one kind of registry lies in a source. A layout reads and never changes; what it cannot read
/// is a finding that makes later plans smaller.
public interface Layout {
  /// Its name: `v1`, `v2`.
  String name();

  /// Reads the whole registry by its names and its manifests, and as little else as that needs.
  Inventory survey(Source source, Means means);

  /// Looks closer at the candidates of an inventory: their ages and sizes, and what else lies
  /// about. What is younger than `horizon`, by its own time or any link's, is young.
  Look look(Source source, Means means, Inventory inventory, Candidates candidates);

  /// What a closer look is to look at.
  ///
  /// @param horizon what changed after it is young
  /// @param uploadHorizon an upload that last changed before it is stale
  /// @param emptyHorizon a folder of an empty repository that last changed before it is looked for
  /// @param listHorizon a list of images that last changed before it is looked at
  record Candidates(
      Unneeded unneeded,
      Instant horizon,
      Instant uploadHorizon,
      Instant emptyHorizon,
      Instant listHorizon) {
    /// Candidates among which are no folders of empty repositories and no lists of images.
    public Candidates(Unneeded unneeded, Instant horizon, Instant uploadHorizon) {
      this(unneeded, horizon, uploadHorizon, Instant.MIN, Instant.MIN);
    }
  }

  /// What is counted on though no tag and no link says so: what is there needs others, and a push
  /// that began has named what it will not send.
  Awaited awaited(Source source, Means means, Inventory inventory, Instant since);

  /// What is counted on, whether it is there or not.
  ///
  /// @param needed what something that is there needs, and lacks
  /// @param named what pushes have named since that time
  record Awaited(BitSet needed, BitSet named) {
    /// Nothing at all.
    static Awaited nothing() {
      return new Awaited(new BitSet(), new BitSet());
    }
  }

  /// The files in the folder of a blob without which it is not whole.
  Set<String> parts();

  /// Where an item lies, relative to the root of the source.
  String path(Item item);

  /// The item that lies at a path, if one does; the inverse of [#path].
  Optional<Item> item(String path);

  /// What a tag points at whose content lies at this path, its own place or another; nothing when
  /// that cannot be told.
  Optional<Digest> target(Source source, Means means, String path);

  /// The files in which the registry notes facts about a tag, in the order in which it deletes them
  /// after the tag.
  List<Item.Metadata> metadata(Item.Tag tag);

  /// What the registry tells besides what a survey needs.
  Facts facts(Source source, Means means);

  /// A list of images without those that are gone; nothing when it names none of them, or is torn.
  default Optional<byte[]> without(byte[] list, Predicate<Digest> gone) {
    return Optional.empty();
  }

  /// Whether all that one list of images says, another says, too.
  default boolean holds(byte[] list, byte[] other) {
    return Arrays.equals(list, other);
  }

  /// Checks that all that is referred to is there and readable, and hands over what is wrong;
  /// answers what it surveyed for that.
  Inventory validate(Source source, Means means, Depth depth, Consumer<Finding> found);

  /// How thorough a validation is.
  enum Depth {
    /// Names, sizes and manifests.
    NAMES,
    /// Every byte is hashed again.
    BYTES
  }
}
