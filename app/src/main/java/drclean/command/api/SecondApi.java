// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Facts;
import drclean.layout.Manifest.Parsed;
import drclean.registry.Digest;
import drclean.remote.Address;
import drclean.remote.Answer;
import drclean.remote.Change;
import drclean.remote.Head;
import drclean.remote.Kind;
import drclean.remote.Listing;
import drclean.remote.Referrer;
import drclean.remote.Stored;
import drclean.remote.V2Api;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/// A registry of the second API. Each tag is asked for once, by a GET of its manifest, which tells
/// what it points at, what that needs, and the bytes that undoing needs.
public final class SecondApi implements Api {
  private final V2Api api;
  private final int jobs;
  private final Manifests manifests;

  SecondApi(V2Api api, int jobs) {
    this.api = api;
    this.jobs = jobs;
    this.manifests = new Manifests(api);
  }

  @Override
  public String layout() {
    return "v2";
  }

  @Override
  public Address address() {
    return api.address();
  }

  @Override
  public Map<Kind, Long> requests() {
    return api.requests();
  }

  @Override
  public Answer<Listing<String>> repositories() {
    return api.repositories();
  }

  @Override
  public Answer<Pointers> pointers(String repository, Set<String> besides) {
    return api.tags(repository).map(listing -> pointers(repository, listing, besides));
  }

  private Pointers pointers(String repository, Listing<String> listing, Set<String> besides) {
    var all = new LinkedHashSet<>(listing.entries());
    all.addAll(besides);
    return pointers(listing, ask(repository, all), List.of());
  }

  /// What is known of a repository's tags, and those that it lists besides.
  Answer<Pointers> andNew(String repository, Pointers known) {
    Set<String> names = known.tags().stream().map(Pointer::tag).collect(Collectors.toSet());
    return api.tags(repository)
        .map(
            listing -> {
              var fresh = new LinkedHashSet<>(listing.entries());
              fresh.removeAll(names);
              Pointers more = pointers(listing, ask(repository, fresh), known.tags());
              return new Pointers(more.tags(), known.doubt().or(more::doubt));
            });
  }

  private static Pointers pointers(
      Listing<String> listing, List<Asked> answers, List<Pointer> known) {
    Set<String> listed = Set.copyOf(listing.entries());
    var pointers = new ArrayList<>(known);
    var doubts = new ArrayList<String>(listing.cutShort().stream().toList());
    for (Asked asked : answers) {
      switch (asked.answer()) {
        case Answer.Found<Digest>(var digest) -> {
          pointers.add(new Pointer(asked.tag(), Optional.of(digest)));
          if (!listed.contains(asked.tag())) {
            doubts.add("its list of tags lacks " + asked.tag() + ", which is there");
          }
        }
        case Answer.Absent<Digest> _ -> {}
        case Answer.Denied<Digest>(var why) -> unread(asked, why, pointers, doubts);
        case Answer.Failed<Digest>(var why) -> unread(asked, why, pointers, doubts);
      }
    }
    return new Pointers(pointers, doubts.stream().findFirst());
  }

  private static void unread(Asked asked, String why, List<Pointer> pointers, List<String> doubts) {
    pointers.add(new Pointer(asked.tag(), Optional.empty()));
    doubts.add("its tag %s cannot be read: %s".formatted(asked.tag(), why));
  }

  private record Asked(String tag, Answer<Digest> answer) {}

  private List<Asked> ask(String repository, Set<String> tags) {
    return tags.stream()
        .gather(
            Gatherers.mapConcurrent(jobs, tag -> new Asked(tag, manifests.learn(repository, tag))))
        .toList();
  }

  @Override
  public Answer<Digest> target(String repository, String tag) {
    return api.head(repository, tag).map(Head::digest);
  }

  @Override
  public Optional<Parsed> parsed(Digest digest) {
    return manifests.parsed(digest);
  }

  @Override
  public Facts.Image image(Digest digest) {
    return manifests.image(digest);
  }

  @Override
  public Answer<Stored> manifest(String repository, Digest digest) {
    return manifests.get(repository, digest);
  }

  @Override
  public Change deleteTag(String repository, String tag, Digest expected) {
    return api.deleteTag(repository, tag, expected);
  }

  /// Deletes a tag alone where the registry cannot, see [V2Api#replaceAndDeleteTag].
  Change replaceTag(String repository, String tag, Digest expected) {
    return api.replaceAndDeleteTag(repository, tag, expected);
  }

  /// Who speaks of a manifest, see [V2Api#referrers].
  Answer<Listing<Referrer>> referrers(String repository, Digest digest) {
    return api.referrers(repository, digest);
  }

  /// Tries whether it lists what is there, see [V2Api#listsWhatIsThere].
  Change honest(String repository) {
    return api.listsWhatIsThere(repository);
  }

  /// Deletes a manifest, and with it every tag that points at it.
  Change deleteManifest(String repository, Digest digest) {
    return api.deleteManifest(repository, digest);
  }

  @Override
  public Change put(String repository, String tag, Saved saved) {
    return saved
        .manifest()
        .map(manifest -> api.put(repository, tag, manifest))
        .orElseGet(() -> new Change.Failed("its manifest was not saved"));
  }

  @Override
  public String tagPath(String repository, String tag) {
    return "/v2/" + repository + "/manifests/" + tag;
  }

  @Override
  public void close() {
    api.close();
  }
}
