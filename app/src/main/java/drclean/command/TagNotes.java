// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.Layout;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a registry notes about tags, without what is a tag itself: in the first layout those of the
/// tag `_x` and the tag `x_json` share one file.
final class TagNotes {
  private final Layout layout;
  private final Set<String> tags = new HashSet<>();

  TagNotes(Layout layout, Inventory inventory) {
    this.layout = layout;
    for (Repository repository : inventory.repositories()) {
      repository.tags().stream()
          .filter(tag -> tag.name().endsWith("_json"))
          .map(tag -> layout.path(new Item.Tag(repository.name(), tag.name())))
          .forEach(tags::add);
    }
  }

  List<Item.Metadata> of(Item.Tag tag) {
    return layout.metadata(tag).stream().filter(note -> !tags.contains(note.path())).toList();
  }
}
