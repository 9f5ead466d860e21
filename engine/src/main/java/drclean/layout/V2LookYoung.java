// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Ints;
import drclean.registry.Needs;
import drclean.storage.Answer;
import drclean.storage.Content;
import java.util.BitSet;
import java.util.List;

/// Reads young content that no link and no tag calls a manifest: a push writes a manifest before
/// its link, and what it needs may be as old as the registry.
final class V2LookYoung {
  private final V2LookTables shared;
  private final BitSet met = new BitSet();
  private final Ints ahead = new Ints();

  V2LookYoung(V2LookTables shared) {
    this.shared = shared;
  }

  void read() {
    shared.eachYoungBlob(ahead::add);
    while (!ahead.isEmpty()) {
      int id = ahead.pop();
      if (!met.get(id)) {
        met.set(id);
        read(id);
      }
    }
  }

  private void read(int id) {
    if (shared.inventory.needs().knows(id)) {
      shared.inventory.needs().eachManifest(id, ahead::add);
      return;
    }
    Digest digest = shared.inventory.digests().get(id);
    String path = shared.tables.paths.data(digest);
    if (shared.tables.source.read(path, Manifest.LARGEST)
            instanceof Answer.Found<Content>(var content)
        && Manifest.parse(content.bytes()) instanceof Parsed.Understood(var manifest)
        && V2Manifests.hashes(digest, content.bytes())) {
      needs(id, manifest.needs());
    }
  }

  private void needs(int id, List<Descriptor> descriptors) {
    int[] needs = new int[descriptors.size()];
    for (int i = 0; i < needs.length; i++) {
      Descriptor descriptor = descriptors.get(i);
      needs[i] = Needs.mayBeAbsent(shared.inventory.digests().intern(descriptor.digest()));
      if (descriptor.role() != Role.BLOB) {
        ahead.add(Needs.digest(needs[i]));
      }
    }
    shared.inventory.needs().put(id, needs);
    shared.inventory.needs().forThisSurveyOnly(id);
  }
}
