// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Digest;
import drclean.registry.Finding.Kind;
import drclean.registry.Item;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.storage.Answer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// Checks that what the manifests of one repository need is there, and linked in that repository:
/// content that is only linked elsewhere cannot be pulled from here.
final class V2ValidateNeeds {
  private final V2ValidateReport report;
  private final String repository;
  private final V2ValidateLinks links;
  private final BitSet layers;
  private final BitSet manifests = new BitSet();
  private final Set<Integer> told = new HashSet<>();

  V2ValidateNeeds(V2ValidateReport report, Repository repository, V2ValidateLinks links) {
    this.report = report;
    this.repository = repository.name();
    this.links = links;
    this.layers = links.layers(repository);
    for (int manifest : repository.manifests().digests()) {
      manifests.set(manifest);
    }
  }

  void validate(int manifest) {
    String needer = repository + "@" + report.inventory.digests().get(manifest);
    report
        .inventory
        .needs()
        .eachStored(
            manifest,
            need -> {
              int digest = Needs.digest(need);
              boolean child = Needs.isManifest(need);
              boolean whole = links.there(digest) && linked(digest, child);
              if (!whole && told.add(digest)) {
                wanting(
                    digest,
                    needer,
                    child ? Want.CHILD : Needs.isOptional(need) ? Want.EXTERNAL : Want.BLOB);
              }
            });
  }

  /// A child of unknown kind that is no manifest is linked as a layer.
  private boolean linked(int digest, boolean child) {
    boolean blob = !child || !report.inventory.needs().knows(digest);
    return manifests.get(digest) || (blob && layers.get(digest));
  }

  private enum Want {
    BLOB,
    CHILD,
    /// A registry may lawfully lack it.
    EXTERNAL
  }

  private void wanting(int id, String needer, Want want) {
    Digest digest = report.inventory.digests().get(id);
    var place = new Place(repository + "@" + digest, report.tables.paths.data(digest));
    if (links.there(id)) {
      notLinked(digest, needer, want);
    } else if (want == Want.BLOB || (want == Want.CHILD && wasHere(id, digest))) {
      report.damage(
          Kind.MISSING,
          place,
          "%s needs it, and its content is not there".formatted(needer),
          "push the image again (a registry that caches must be restarted first), or restore it");
    } else {
      report.note(
          Kind.EXTERNAL,
          place,
          "%s names it, and it is not kept here".formatted(needer),
          "nothing needs to be done if the layer is fetched from its own address, or the index is"
              + " sparse on purpose");
    }
  }

  /// A link, or the empty folder of one, tells a child that was lost from one that was never
  /// pushed.
  private boolean wasHere(int id, Digest digest) {
    var link = new Item.ManifestLink(repository, digest);
    return manifests.get(id)
        || report.inventory.blobs().get(id)
        || report.tables.source.stat(report.tables.paths.path(link)) instanceof Answer.Found<?>;
  }

  private void notLinked(Digest digest, String needer, Want want) {
    if (want == Want.EXTERNAL) {
      return;
    }
    boolean manifest =
        want == Want.CHILD
            && report.inventory.needs().knows(report.inventory.digests().find(digest));
    Item link =
        manifest
            ? new Item.ManifestLink(repository, digest)
            : new Item.LayerLink(repository, digest);
    String path = report.tables.paths.path(link) + "/link";
    report.damage(
        Kind.DANGLING,
        new Place(link.title(), path),
        "%s needs it, and this repository does not link it, though its content is there"
            .formatted(needer),
        "write %s into %s, without a newline".formatted(digest, path));
  }
}
