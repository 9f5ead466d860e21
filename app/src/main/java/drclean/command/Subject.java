// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a finding is about, as far as its item tells: a repository of the inventory, a tag of that,
/// content.
///
/// @param tag the tag as it is written, `team/app:v1`
record Subject(Optional<String> repository, Optional<String> tag, Optional<Digest> digest) {
  private static final Pattern WITHIN = Pattern.compile("(.+)(?:@| layer | was )([a-z0-9]+:[^:]+)");

  /// Finds subjects among what one survey saw.
  static final class Finder {
    private final Map<String, Repository> repositories = new HashMap<>();
    private final Map<String, Map<String, Tagged>> tags = new HashMap<>();
    private final Inventory inventory;

    Finder(Inventory inventory) {
      this.inventory = inventory;
      inventory.repositories().forEach(one -> repositories.put(one.name(), one));
    }

    /// The subject of a finding.
    Subject of(Finding finding) {
      String item = finding.item();
      Optional<Digest> alone = Digest.parse(item).or(() -> Digest.of(Digest.V1, item));
      if (alone.isPresent()) {
        return new Subject(Optional.empty(), Optional.empty(), alone);
      }
      Matcher within = WITHIN.matcher(item);
      return within.matches()
          ? named(within.group(1), Digest.parse(within.group(2)))
          : named(item, Optional.empty());
    }

    private Subject named(String name, Optional<Digest> digest) {
      int colon = name.lastIndexOf(':');
      String repository = colon < 0 ? name : name.substring(0, colon);
      Optional<Repository> there = Optional.ofNullable(repositories.get(repository));
      Optional<Tagged> tag =
          there
              .filter(_ -> colon > 0)
              .map(one -> tags.computeIfAbsent(repository, _ -> tags(one)))
              .map(own -> own.get(name.substring(colon + 1)));
      return new Subject(
          there.map(Repository::name),
          tag.map(_ -> name),
          digest.or(() -> tag.filter(Tagged::readable).map(this::target)));
    }

    private static Map<String, Tagged> tags(Repository repository) {
      var tags = new HashMap<String, Tagged>();
      repository.tags().forEach(tag -> tags.put(tag.name(), tag));
      return tags;
    }

    private Digest target(Tagged tag) {
      return inventory.digests().get(tag.digest());
    }
  }

  /// The int of the content, or [Digests#NONE].
  int id(Inventory inventory) {
    return digest.map(inventory.digests()::find).orElse(Digests.NONE);
  }
}
