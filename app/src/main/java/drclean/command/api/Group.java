// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Digest;
import drclean.registry.Item;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tags of a repository that are to leave and point at one manifest.
record Group(String repository, Digest target, List<Saved> tags) {
  private record Place(String repository, Digest target) {}

  /// All groups, in the order of their first tags.
  static Deque<Group> of(Collection<Saved> tags) {
    Map<Place, List<Saved>> groups =
        tags.stream()
            .collect(
                Collectors.groupingBy(
                    saved -> new Place(saved.tag().repository(), saved.target()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                new Group(group.getKey().repository(), group.getKey().target(), group.getValue()))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /// Whether one of its tags has this name.
  boolean has(String tag) {
    return tags.stream().map(Saved::tag).map(Item.Tag::name).anyMatch(tag::equals);
  }
}
