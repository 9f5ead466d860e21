// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Tagged;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// Finds the entries of tag histories that name a candidate manifest; they go with its link.
final class V2LookHistory {
  private final V2LookTables shared;

  V2LookHistory(V2LookTables shared) {
    this.shared = shared;
  }

  void look(int repository) {
    Set<Digest> leaving = leaving(repository);
    if (leaving.isEmpty() || shared.elsewhere(repository)) {
      return;
    }
    String name = shared.repository(repository).name();
    for (Tagged tag : shared.repository(repository).tags()) {
      look(name, tag.name(), leaving);
    }
  }

  private Set<Digest> leaving(int repository) {
    var places = (BitSet) shared.unneeded(repository).manifests().clone();
    places.andNot(shared.youngPart(repository).manifests());
    int[] manifests = shared.repository(repository).manifests().digests();
    var leaving = new HashSet<Digest>();
    places.stream().forEach(place -> leaving.add(shared.inventory.digests().get(manifests[place])));
    return leaving;
  }

  private void look(String repository, String tag, Set<Digest> leaving) {
    String folder = shared.tables.paths.tags(repository) + "/" + tag + "/index";
    for (String algorithm : shared.names(folder)) {
      for (String hex : shared.names(folder + "/" + algorithm)) {
        Digest.of(algorithm, hex)
            .filter(leaving::contains)
            .ifPresent(digest -> shared.history.add(new Item.History(repository, tag, digest)));
      }
    }
  }
}
