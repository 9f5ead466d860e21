// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Facts;
import drclean.layout.Manifest;
import drclean.registry.Digest;
import drclean.remote.Address;
import drclean.remote.Answer;
import drclean.remote.Change;
import drclean.remote.Kind;
import drclean.remote.Listing;
import drclean.remote.Stored;
import drclean.remote.V1Api;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// A registry of the first API, which tells of all tags of a repository at once. A tag is a file
/// there, and taking it away leaves its image.
public final class FirstApi implements Api {
  private final V1Api api;
  private final Map<Digest, String> homes = new ConcurrentHashMap<>();
  private final Map<Digest, Facts.Image> images = new ConcurrentHashMap<>();

  FirstApi(V1Api api) {
    this.api = api;
  }

  @Override
  public String layout() {
    return "v1";
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
    return api.search("");
  }

  @Override
  public Answer<Pointers> pointers(String repository, Set<String> besides) {
    return api.tags(repository).map(tags -> pointers(repository, tags, besides));
  }

  /// An empty tag may be one that is being written: it stays, and nothing follows from it.
  private Pointers pointers(
      String repository, SortedMap<String, Optional<Digest>> tags, Set<String> besides) {
    var pointers = new ArrayList<Pointer>();
    tags.forEach((tag, image) -> pointers.add(new Pointer(tag, image)));
    Optional<String> doubt = Optional.empty();
    for (String tag : besides) {
      Optional<Digest> image =
          tags.containsKey(tag) ? Optional.empty() : api.tag(repository, tag).found();
      if (image.isPresent()) {
        pointers.add(new Pointer(tag, image));
        doubt = Optional.of("its list of tags lacks " + tag + ", which is there");
      }
    }
    pointers.forEach(it -> it.target().ifPresent(image -> homes.putIfAbsent(image, repository)));
    return new Pointers(pointers, doubt);
  }

  @Override
  public Answer<Digest> target(String repository, String tag) {
    return api.tag(repository, tag);
  }

  @Override
  public Optional<Manifest.Parsed> parsed(Digest digest) {
    return Optional.empty();
  }

  @Override
  public Facts.Image image(Digest digest) {
    return images.computeIfAbsent(digest, this::ask);
  }

  private Facts.Image ask(Digest digest) {
    return Optional.ofNullable(homes.get(digest))
        .flatMap(repository -> api.config(repository, digest).found())
        .map(
            config ->
                new Facts.Image(Optional.empty(), config.created(), Optional.of(config.labels())))
        .orElse(Facts.Image.UNKNOWN);
  }

  @Override
  public Answer<Stored> manifest(String repository, Digest digest) {
    return new Answer.Absent<>("the first API has no manifests");
  }

  @Override
  public Change deleteTag(String repository, String tag, Digest expected) {
    return api.deleteTag(repository, tag, expected);
  }

  @Override
  public Change put(String repository, String tag, Saved saved) {
    return api.put(repository, tag, saved.target());
  }

  @Override
  public String tagPath(String repository, String tag) {
    return "/v1/repositories/" + repository + "/tags/" + tag;
  }

  @Override
  public void close() {
    api.close();
  }
}
