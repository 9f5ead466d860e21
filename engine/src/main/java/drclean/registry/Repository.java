// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// A repository as one survey saw it. `manifests` and `layers` are what it links; `whole` is
/// [Whole#YES] only when all of it could be read, else it protects everything that it links.
public record Repository(
    String name, List<Tagged> tags, Links manifests, Links layers, Whole whole) {
  /// Whether a repository could be read whole and belongs to this registry alone.
  public enum Whole {
    YES,
    /// Something in it could not be read: what it links stays.
    DAMAGED,
    /// It is reached through a symbolic link: what it links stays, and nothing in it moves.
    ELSEWHERE
  }

  public Repository {
    tags = List.copyOf(tags);
  }

  /// The same without the tags at these places.
  public Repository without(BitSet gone) {
    List<Tagged> left =
        IntStream.range(0, tags.size()).filter(tag -> !gone.get(tag)).mapToObj(tags::get).toList();
    return new Repository(name, left, manifests, layers, whole);
  }
}
