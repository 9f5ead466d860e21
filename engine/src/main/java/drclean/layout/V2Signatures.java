// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.storage.Answer;
import java.util.BitSet;
import java.util.List;

/// Signatures that registries up to 2.4 kept beside a manifest of schema 1, under
/// `revisions/A/H/signatures/A/S/link`: the manifest needs them as long as its link is there. One
/// that cannot be read may be of that schema.
final class V2Signatures {
  private final V2Tables tables;
  private final List<Repository> repositories;

  V2Signatures(V2Tables tables, List<Repository> repositories) {
    this.tables = tables;
    this.repositories = repositories;
  }

  void read() {
    BitSet signed = (BitSet) tables.firstSchema().clone();
    signed.or(tables.unreadable);
    if (signed.isEmpty()) {
      return;
    }
    for (Repository repository : repositories) {
      Links manifests = repository.manifests();
      for (int manifest : manifests.digests()) {
        if (signed.get(manifest)) {
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
    return switch (tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> names;
      case Answer.Absent<List<String>> _ -> List.of();
      case Answer.Unreadable<List<String>>(var why) -> {
        tables.found(
            new Finding(
                Finding.Kind.UNREADABLE,
                folder,
                folder,
                "which signatures the manifest needs cannot be known: " + why,
                "make the folder readable for this user",
                Finding.Effect.BLOCKS));
        yield List.of();
      }
    };
  }
}
