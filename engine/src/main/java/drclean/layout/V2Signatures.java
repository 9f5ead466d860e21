// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.storage.Answer;
import java.util.List;

/// Signatures that registries up to 2.4 kept beside a manifest of schema 1, under
/// `revisions/A/H/signatures/A/S/link`: the manifest needs them as long as its link is there.
final class V2Signatures {
  private final V2Tables tables;
  private final List<Repository> repositories;

  V2Signatures(V2Tables tables, List<Repository> repositories) {
    this.tables = tables;
    this.repositories = repositories;
  }

  void read() {
    if (tables.firstSchema().isEmpty()) {
      return;
    }
    for (Repository repository : repositories) {
      Links manifests = repository.manifests();
      for (int manifest : manifests.digests()) {
        if (tables.firstSchema().get(manifest)) {
          signatures(repository.name(), manifest);
        }
      }
    }
  }

  private void signatures(String repository, int manifest) {
    Digest digest = tables.digests.get(manifest);
    String folder = tables.paths.path(new Item.ManifestLink(repository, digest)) + "/signatures";
    for (String algorithm : names(folder)) {
      for (String hex : names(folder + "/" + algorithm)) {
        Digest.of(algorithm, hex)
            .ifPresent(s -> tables.needs.alsoNeeds(manifest, tables.digests.intern(s)));
      }
    }
  }

  private List<String> names(String folder) {
    return tables.source.list(folder) instanceof Answer.Found<List<String>>(var names)
        ? names
        : List.of();
  }
}
