// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.registry.Unneeded;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.util.BitSet;
import java.util.List;

/// Looks at the ages of candidate links. A young link keeps itself, and the content that it names,
/// under whichever of its names it is linked.
final class V2LookLinks {
  private final V2LookTables shared;
  private final V2LookFolder folders;

  V2LookLinks(V2LookTables shared) {
    this.shared = shared;
    this.folders = new V2LookFolder(shared);
  }

  /// Takes the times of tags and manifest links, which the survey knows.
  void remembered(int repository) {
    Repository seen = shared.repository(repository);
    Unneeded.Part unneeded = shared.unneeded(repository);
    Unneeded.Part young = shared.youngPart(repository);
    Links manifests = seen.manifests();
    for (int place = 0; place < manifests.times().length; place++) {
      if (shared.young(manifests.times()[place])) {
        keep(young.manifests(), place, unneeded.manifests());
        content(manifests.digests()[place]);
      }
    }
    List<Tagged> tags = seen.tags();
    for (int place = 0; place < tags.size(); place++) {
      if (shared.young(tags.get(place).pushed())) {
        keep(young.tags(), place, unneeded.tags());
      }
    }
  }

  private void keep(BitSet young, int place, BitSet unneeded) {
    if (unneeded.get(place)) {
      shared.set(young, place);
    }
  }

  void layer(int repository, int place) {
    Repository seen = shared.repository(repository);
    int layer = seen.layers().digests()[place];
    Digest digest = shared.inventory.digests().get(layer);
    String folder = shared.tables.paths.path(new Item.LayerLink(seen.name(), digest));
    switch (shared.tables.source.stat(folder + "/link")) {
      case Answer.Found<Stat>(var stat) -> {
        if (shared.young(stat.time())) {
          young(repository, place);
        }
      }
      case Answer.Absent<Stat> _ -> withoutLink(repository, place, folder);
      case Answer.Unreadable<Stat>(var why) -> {
        shared.unreadable(folder + "/link", why);
        young(repository, place);
      }
    }
  }

  private void young(int repository, int place) {
    shared.set(shared.youngPart(repository).layers(), place);
    content(shared.repository(repository).layers().digests()[place]);
  }

  private void withoutLink(int repository, int place, String folder) {
    switch (folders.look(folder)) {
      case V2LookFolder.Fate.Hollow _ -> shared.set(shared.hollowPart(repository).layers(), place);
      case V2LookFolder.Fate.Debris _ -> {}
      case V2LookFolder.Fate.Stays _ -> young(repository, place);
    }
  }

  /// Keeps a candidate blob, and what it is another name for.
  private void content(int digest) {
    shared.youngBlob(digest);
    if (!shared.inventory.digests().get(digest).algorithm().equals("sha256")) {
      shared.inventory.needs().each(digest, shared::youngBlob);
    }
  }
}
