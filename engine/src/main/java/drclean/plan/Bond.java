// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Digest;
import java.util.Set;

/// What else must hold for a thing to leave, and with what it comes back.
public sealed interface Bond {
  /// Nothing else.
  Bond ALONE = new Alone();

  /// It leaves by itself.
  record Alone() implements Bond {}

  /// It lives and dies with the manifest that it speaks of.
  record Subject(Digest digest) implements Bond {}

  /// It is a tag that pointed at this digest when it was judged; one that points elsewhere by the
  /// time that it is to leave stays.
  record Target(Digest digest) implements Bond {}

  /// It leaves only when nothing lies at this path any more.
  record After(String path) implements Bond {}

  /// It is a list of images; a copy stays in its place, without those of these that are not there.
  record Listing(Set<Digest> images) implements Bond {
    public Listing {
      images = Set.copyOf(images);
    }
  }
}
