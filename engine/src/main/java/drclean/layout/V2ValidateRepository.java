// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Digest;
import drclean.registry.Finding.Kind;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.BitSet;
import java.util.List;

/// Checks one repository: its tags, and that what its manifests need is there and linked here.
final class V2ValidateRepository {
  private final V2ValidateReport report;
  private final Repository repository;
  private final V2ValidateLinks links;
  private final BitSet manifests = new BitSet();

  V2ValidateRepository(V2ValidateReport report, Repository repository, V2ValidateLinks links) {
    this.report = report;
    this.repository = repository;
    this.links = links;
  }

  void validate() {
    for (int manifest : repository.manifests().digests()) {
      manifests.set(manifest);
    }
    links.manifests(repository);
    var needs = new V2ValidateNeeds(report, repository, links);
    manifests.stream().forEach(needs::validate);
    manifests.stream().forEach(this::subject);
    repository.tags().stream().filter(Tagged::readable).forEach(this::tag);
    uploads();
  }

  private String title(int manifest) {
    return repository.name() + "@" + report.inventory.digests().get(manifest);
  }

  private void tag(Tagged tag) {
    Digest target = report.inventory.digests().get(tag.digest());
    var item = new Item.Tag(repository.name(), tag.name());
    var place = new Place(item.title(), report.tables.paths.path(item) + "/current/link");
    if (!links.there(tag.digest())) {
      report.damage(
          Kind.DANGLING,
          place,
          "it points at %s, whose content is not there".formatted(target),
          "push the tag again, restore the manifest, or delete the tag");
    } else if (!manifests.get(tag.digest())) {
      String link =
          report.tables.paths.path(new Item.ManifestLink(repository.name(), target)) + "/link";
      report.damage(
          Kind.DANGLING,
          place,
          "it points at %s, which this repository does not link".formatted(target),
          "write %s into %s, without a newline".formatted(target, link));
    }
  }

  private void subject(int manifest) {
    int subject = report.inventory.needs().subject(manifest);
    if (subject >= 0 && !links.there(subject)) {
      Digest digest = report.inventory.digests().get(manifest);
      report.note(
          Kind.ORPHAN,
          new Place(title(manifest), report.tables.paths.data(digest)),
          "it refers to %s, which is not there".formatted(report.inventory.digests().get(subject)),
          "push the subject, or delete this manifest");
    }
  }

  private void uploads() {
    String folder = report.tables.paths.uploads(repository.name());
    int count = report.tables.source.list(folder).found().map(List::size).orElse(0);
    if (count > 0) {
      report.note(
          Kind.STRAY,
          new Place(repository.name(), folder),
          "uploads that are not finished: " + count,
          "scrub moves stale ones away");
    }
  }
}
