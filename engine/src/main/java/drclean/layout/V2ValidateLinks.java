// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Digest;
import drclean.registry.Finding.Kind;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.storage.Content;
import drclean.storage.Stat;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/// Looks at every link of one repository: does it hold a digest, and is there what it names?
final class V2ValidateLinks {
  private static final int LIMIT = 4096;

  private final V2ValidateReport report;
  private final V2ValidateFolder folders;
  private final BitSet present;

  V2ValidateLinks(V2ValidateReport report, BitSet present) {
    this.report = report;
    this.folders = new V2ValidateFolder(report);
    this.present = present;
  }

  /// What the repository really links as layers: those whose link file is there.
  BitSet layers(Repository repository) {
    var linked = new BitSet();
    for (int layer : repository.layers().digests()) {
      Digest digest = report.inventory.digests().get(layer);
      var item = new Item.LayerLink(repository.name(), digest);
      var folder = new Place(item.title(), report.tables.paths.path(item));
      Optional<Stat> link = folders.file(folder, "link", Set.of());
      if (link.isPresent()) {
        linked.set(layer);
        layer(layer, digest, new Place(folder.item(), folder.path() + "/link"), link.get());
      }
    }
    return linked;
  }

  private void layer(int layer, Digest digest, Place link, Stat stat) {
    if (stat.size() != digest.toString().length() && !holdsADigest(link.path())) {
      report.damage(
          Kind.CORRUPT,
          link,
          "the link is torn: it holds no digest",
          digest.algorithm().equals("sha256")
              ? "write " + digest + " into it, without a newline"
              : "upload the layer again: its path does not tell under which sha256 the content"
                  + " lies");
    }
    if (!there(layer)) {
      report.note(
          Kind.DANGLING,
          link,
          "it links content that is not there",
          "scrub moves it away if no manifest needs it");
    }
  }

  private boolean holdsADigest(String path) {
    Optional<Content> content = report.tables.source.read(path, LIMIT).found();
    return content
        .map(c -> new String(c.bytes(), StandardCharsets.US_ASCII).strip())
        .flatMap(Digest::parse)
        .isPresent();
  }

  /// Whether content is there under this digest, or under the one that it is another name for.
  boolean there(int digest) {
    if (present.get(digest)) {
      return true;
    }
    boolean[] found = new boolean[1];
    if (!report.inventory.digests().get(digest).algorithm().equals("sha256")) {
      report.inventory.needs().each(digest, other -> found[0] |= present.get(other));
    }
    return found[0];
  }

  /// Tells of what lies beside the links of manifests.
  void manifests(Repository repository) {
    for (int manifest : repository.manifests().digests()) {
      var item = new Item.ManifestLink(repository.name(), report.inventory.digests().get(manifest));
      folders.file(
          new Place(item.title(), report.tables.paths.path(item)), "link", Set.of("signatures"));
    }
  }
}
