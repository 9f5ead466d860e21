// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.run.Registry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What manifests need that is not there, as far as the names of blobs tell. Whether what is there
/// is whole, and linked where it is needed, is for `validate` to say.
final class Unmet {
  private final Registry registry;
  private final Inventory inventory;
  private final Set<String> told;
  private final List<Finding> findings = new ArrayList<>();

  private Unmet(Registry registry, Inventory inventory) {
    this.registry = registry;
    this.inventory = inventory;
    this.told =
        inventory.findings().stream()
            .map(Finding::item)
            .collect(Collectors.toCollection(HashSet::new));
  }

  /// A finding for each, but for those that the survey has found missing itself.
  static List<Finding> of(Registry registry, Inventory inventory) {
    var unmet = new Unmet(registry, inventory);
    inventory.repositories().forEach(unmet::look);
    return unmet.findings;
  }

  private void look(Repository repository) {
    for (int manifest : repository.manifests().digests()) {
      inventory
          .needs()
          .eachStored(
              manifest,
              need -> {
                if (!Needs.isOptional(need) && absent(Needs.digest(need))) {
                  missing(repository, manifest, Needs.digest(need));
                }
              });
    }
  }

  /// A second name of content has none itself, but needs what it is a name of.
  private boolean absent(int digest) {
    return !inventory.blobs().get(digest) && !inventory.needs().knows(digest);
  }

  private void missing(Repository repository, int manifest, int need) {
    Digest digest = inventory.digests().get(need);
    if (told.add(digest.toString())) {
      findings.add(
          new Finding(
              Finding.Kind.MISSING,
              digest.toString(),
              registry.layout().path(new Item.Blob(digest)),
              "%s@%s needs it, and its content is not there"
                  .formatted(repository.name(), inventory.digests().get(manifest)),
              "push the image again (a registry that caches must be restarted first), or restore"
                  + " it",
              Finding.Effect.DAMAGE));
    }
  }
}
