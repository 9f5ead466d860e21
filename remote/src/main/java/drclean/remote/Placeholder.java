// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Digest;
import java.util.Optional;
import java.util.UUID;

/// Deletes one tag where a registry only deletes manifests with all their tags: the tag is put on
/// an index of nothing, which no other tag points at, and that is deleted. While this lasts, who
/// pulls the tag gets the empty index; a tag pushed between the last look and the first change is
/// lost.
final class Placeholder {
  /// The annotation by which such an index is known.
  static final String NAME = "dev.drclean.placeholder";

  private static final String TYPE = "application/vnd.oci.image.index.v1+json";

  private final V2Manifests manifests;
  private final V2Changes changes;

  Placeholder(V2Manifests manifests, V2Changes changes) {
    this.manifests = manifests;
    this.changes = changes;
  }

  /// An index of nothing that never was before.
  static Stored fresh() {
    byte[] bytes =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"annotations\":{\"%s\":\"%s\"}}"
            .formatted(TYPE, NAME, UUID.randomUUID())
            .getBytes(UTF_8);
    return new Stored(Hashes.of("sha256", bytes).orElseThrow(), TYPE, bytes);
  }

  Change deleteTag(String repository, String tag, Digest expected) {
    Stored placeholder = fresh();
    Change may = changes.deleteManifest(repository, placeholder.digest());
    if (!(may instanceof Change.Gone)) {
      return may instanceof Change.Done
          ? new Change.Failed("it claims to have deleted what was never there")
          : may;
    }
    Answer<Stored> before = manifests.get(repository, tag);
    Optional<Change> end = V2Changes.before(before.map(Placeholder::head), expected);
    return end.isPresent() || before.found().isEmpty()
        ? end.orElseThrow()
        : replaced(repository, tag, before.found().get(), placeholder);
  }

  private static Head head(Stored stored) {
    return new Head(stored.digest(), stored.type(), stored.bytes().length);
  }

  private Change replaced(String repository, String tag, Stored before, Stored placeholder) {
    Change put = changes.put(repository, tag, placeholder);
    if (!put.done()) {
      return put instanceof Change.Unknown ? back(repository, tag, before, put) : put;
    }
    Change deleted = changes.deleteManifest(repository, placeholder.digest());
    return deleted.done() ? new Change.Done() : back(repository, tag, before, deleted);
  }

  /// Puts the tag back where it was, and says why the rest did not work.
  private Change back(String repository, String tag, Stored before, Change why) {
    Change again = changes.put(repository, tag, before);
    return again.done()
        ? why
        : new Change.Unknown(
            "the tag may point at an empty index now; push it again at " + before.digest());
  }
}
