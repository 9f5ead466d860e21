// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.util.SortedMap;
import java.util.TreeMap;

/// Pulls one manifest with all that it needs, and fails when a byte of it is missing or wrong.
final class Puller {
  private final Client client;
  private final String repository;
  private final SortedMap<String, Content> contents = new TreeMap<>();

  Puller(Client client, String repository) {
    this.client = client;
    this.repository = repository;
  }

  Pulled pull(String reference) {
    var manifest = client.manifest(repository, reference);
    if (reference.contains(":")) {
      requireDigest(reference, manifest);
    }
    keep(manifest);
    return new Pulled(manifest, contents);
  }

  private void keep(Content manifest) {
    contents.put(manifest.digest(), manifest);
    for (var reference : Reference.in(manifest)) {
      if (!contents.containsKey(reference.digest())) {
        fetch(reference);
      }
    }
  }

  private void fetch(Reference reference) {
    if (reference.toManifest()) {
      keep(requireDigest(reference.digest(), client.manifest(repository, reference.digest())));
    } else {
      var bytes = client.blob(repository, reference.digest());
      var blob = Content.of(reference.mediaType(), bytes);
      contents.put(reference.digest(), requireDigest(reference.digest(), blob));
    }
  }

  private static Content requireDigest(String digest, Content content) {
    if (!content.digest().equals(digest)) {
      throw new AssertionError("asked for " + digest + ", got " + content);
    }
    return content;
  }
}
