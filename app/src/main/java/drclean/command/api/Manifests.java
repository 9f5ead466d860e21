// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Facts;
import drclean.layout.Manifest;
import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.layout.V2Images;
import drclean.registry.Digest;
import drclean.remote.Answer;
import drclean.remote.Stored;
import drclean.remote.V2Api;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The manifests of a registry of the second API that were read so far, each once.
final class Manifests {
  private static final int DEEPEST = 4;

  private final V2Api api;
  private final Shelf shelf = new Shelf();
  private final Map<Digest, Known> known = new ConcurrentHashMap<>();
  private final Map<Digest, String> homes = new ConcurrentHashMap<>();
  private final V2Images images = new V2Images(this::manifestBytes, this::configBytes);

  /// What is remembered of a manifest.
  ///
  /// @param repository where it was read first
  private record Known(String repository, Parsed parsed) {}

  Manifests(V2Api api) {
    this.api = api;
  }

  /// Reads the manifest of a tag, and what it names; answers its digest.
  Answer<Digest> learn(String repository, String tag) {
    return learn(repository, api.manifest(repository, tag), 0);
  }

  /// Remembers a manifest and those that it names; what cannot be read leaves the tag in doubt.
  private Answer<Digest> learn(String repository, Answer<Stored> answer, int depth) {
    return answer.then(
        stored -> {
          Parsed parsed = Manifest.parse(stored.bytes());
          for (Digest child :
              known.containsKey(stored.digest()) ? List.<Digest>of() : children(parsed)) {
            Answer<Digest> below = learnChild(repository, child, depth + 1);
            if (below instanceof Answer.Denied || below instanceof Answer.Failed) {
              return below;
            }
          }
          shelf.put(stored);
          stored.config().ifPresent(config -> homes.putIfAbsent(config, repository));
          known.putIfAbsent(stored.digest(), new Known(repository, parsed));
          return new Answer.Found<>(stored.digest());
        });
  }

  private Answer<Digest> learnChild(String repository, Digest child, int depth) {
    if (known.containsKey(child)) {
      return new Answer.Found<>(child);
    }
    return depth > DEEPEST
        ? new Answer.Failed<>("its manifests lie too deep in each other")
        : learn(repository, api.manifest(repository, child.toString()), depth);
  }

  private static List<Digest> children(Parsed parsed) {
    return parsed instanceof Parsed.Understood(var manifest)
        ? manifest.needs().stream()
            .filter(Manifests::manifest)
            .map(Descriptor::digest)
            .distinct()
            .toList()
        : List.of();
  }

  private static boolean manifest(Descriptor need) {
    return need.role() == Role.CHILD
        || (need.role() == Role.PERHAPS_CHILD && need.size() <= Manifest.LARGEST);
  }

  /// What a manifest needs that was read.
  Optional<Parsed> parsed(Digest digest) {
    return Optional.ofNullable(known.get(digest)).map(Known::parsed);
  }

  /// What an image says of itself.
  Facts.Image image(Digest digest) {
    return images.of(digest);
  }

  private Optional<byte[]> manifestBytes(Digest digest) {
    return Optional.ofNullable(known.get(digest))
        .flatMap(it -> get(it.repository(), digest).found())
        .map(Stored::bytes);
  }

  /// A configuration is asked for where the first image that names it was found.
  private Optional<byte[]> configBytes(Digest digest) {
    return Optional.ofNullable(homes.get(digest))
        .flatMap(repository -> api.content(repository, digest).found());
  }

  /// A manifest with its bytes.
  Answer<Stored> get(String repository, Digest digest) {
    return shelf
        .get(digest)
        .<Answer<Stored>>map(Answer.Found::new)
        .orElseGet(() -> api.manifest(repository, digest.toString()));
  }
}
