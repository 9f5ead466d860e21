// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Attachments;
import drclean.registry.Finding.Kind;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.BitSet;

/// Notes the tags that speak of a manifest which is not in their repository.
record V2ValidateAttachments(V2ValidateReport report) {
  void validate() {
    Attachments attachments = Attachments.of(report.inventory);
    for (int at : attachments.repositories()) {
      Repository repository = report.inventory.repositories().get(at);
      var manifests = new BitSet();
      for (int manifest : repository.manifests().digests()) {
        manifests.set(manifest);
      }
      for (int tag : attachments.tags(at)) {
        int subject = attachments.subject(at, tag);
        if (subject == Attachments.ELSEWHERE || !manifests.get(subject)) {
          note(repository, repository.tags().get(tag));
        }
      }
    }
  }

  private void note(Repository repository, Tagged tag) {
    if (tag.readable()) {
      var item = new Item.Tag(repository.name(), tag.name());
      report.note(
          Kind.ORPHAN,
          new Place(item.title(), report.tables.paths.path(item) + "/current/link"),
          "it is attached to %s, which is not in this repository"
              .formatted(Attachments.spelt(tag.name())),
          "delete the tag if its subject is not coming back");
    }
  }
}
