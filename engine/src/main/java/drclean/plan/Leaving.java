// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Digest;
import drclean.registry.Item;
import java.util.List;

/// A tag that is to leave.
///
/// @param target what it pointed at when it was judged
/// @param because why it goes
/// @param metadata the files in which the registry notes facts about it
public record Leaving(Item.Tag tag, Digest target, String because, List<Item.Metadata> metadata) {
  public Leaving {
    metadata = List.copyOf(metadata);
  }
}
