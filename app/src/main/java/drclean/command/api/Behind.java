// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.command.Opinion;
import drclean.command.Untag;
import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.remote.Answer;
import drclean.remote.Listing;
import drclean.remote.Referrer;
import drclean.remote.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What lies behind tags that go and would not be reached without them: who speaks of a manifest
/// before it, and its parts after it. What a tag that stays needs is left out.
final class Behind {
  private final Survey survey;
  private final SecondApi api;
  private final Untag untag;
  private final Map<Item, Saved> behind = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();

  private Behind(Survey survey, SecondApi api, Untag untag) {
    this.survey = survey;
    this.api = api;
    this.untag = untag;
  }

  /// What was found, in the order in which it goes.
  ///
  /// @param doubts what cannot be known, so that it stays
  record Found(List<Saved> saved, List<String> doubts) {
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  static Found of(Survey survey, SecondApi api, Untag untag) {
    return new Behind(survey, api, untag).find();
  }

  private Found find() {
    for (Repository repository : survey.inventory().repositories()) {
      List<Opinion> leaving =
          untag.leaving().stream()
              .filter(it -> it.tag().repository().equals(repository.name()))
              .toList();
      if (!leaving.isEmpty()) {
        Set<Digest> needed = needed(repository, leaving);
        leaving.forEach(
            it -> visit(repository, it.digest().orElseThrow(), needed, it.tag().title()));
      }
    }
    return new Found(List.copyOf(behind.values()), List.copyOf(doubts));
  }

  /// All that the tags that stay need, but for those that only speak of something else.
  private Set<Digest> needed(Repository repository, List<Opinion> leaving) {
    Set<String> going = new HashSet<>();
    leaving.forEach(it -> going.add(it.tag().name()));
    var needed = new HashSet<Digest>();
    for (Tagged tag : repository.tags()) {
      if (tag.readable() && !going.contains(tag.name()) && !Speaking.name(tag.name())) {
        descend(survey.inventory().digests().get(tag.digest()), needed);
      }
    }
    return needed;
  }

  private void descend(Digest digest, Set<Digest> needed) {
    if (needed.add(digest)) {
      children(digest).forEach(child -> descend(child, needed));
    }
  }

  private List<Digest> children(Digest digest) {
    return api.parsed(digest).orElse(new Parsed.NotUnderstood(""))
            instanceof Parsed.Understood(var manifest)
        ? manifest.needs().stream()
            .filter(need -> need.role() != Role.BLOB)
            .map(Descriptor::digest)
            .toList()
        : List.of();
  }

  private void visit(Repository repository, Digest digest, Set<Digest> needed, String because) {
    var link = new Item.ManifestLink(repository.name(), digest);
    if (needed.contains(digest) || behind.containsKey(link)) {
      return;
    }
    Answer<Stored> stored = api.manifest(repository.name(), digest);
    Answer<Listing<Referrer>> speaking = stored.then(_ -> api.referrers(repository.name(), digest));
    switch (speaking) {
      case Answer.Found<Listing<Referrer>>(var listing) when listing.cutShort().isEmpty() -> {
        String why = "it speaks of " + link.title();
        listing.entries().forEach(it -> visit(repository, it.digest(), needed, why));
        attached(repository, digest).forEach(tag -> speaking(repository, tag, needed, why));
        behind.put(link, Saved.manifest(link, stored.found(), "only " + because + " needs it"));
        children(digest).forEach(child -> visit(repository, child, needed, because));
      }
      case Answer.Found<Listing<Referrer>> _ -> doubt(link, "the list is cut short");
      case Answer.Absent<Listing<Referrer>> _ -> {}
      case Answer.Denied<Listing<Referrer>>(var why) -> doubt(link, why);
      case Answer.Failed<Listing<Referrer>>(var why) -> doubt(link, why);
    }
  }

  private void doubt(Item.ManifestLink link, String why) {
    doubts.add("%s stays: who speaks of it is not known: %s".formatted(link.title(), why));
  }

  private static List<Tagged> attached(Repository repository, Digest digest) {
    return repository.tags().stream()
        .filter(tag -> tag.readable() && Speaking.of(tag.name(), digest))
        .toList();
  }

  private void speaking(Repository repository, Tagged tag, Set<Digest> needed, String because) {
    Digest target = survey.inventory().digests().get(tag.digest());
    var item = new Item.Tag(repository.name(), tag.name());
    Optional<Stored> stored = api.manifest(repository.name(), target).found();
    if (stored.isPresent() && !behind.containsKey(item)) {
      behind.put(item, new Saved(item, target, stored, because));
      visit(repository, target, needed, item.title());
    }
  }
}
