// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;
import java.util.Optional;
import java.util.function.Function;

/// Asks for changes of manifests and tags, and makes sure of what came of them.
final class V2Changes {
  private static final String DELETES =
      "storage.delete.enabled: true in the registry's configuration"
          + " (or REGISTRY_STORAGE_DELETE_ENABLED=true), and no storage.maintenance.readonly";
  private static final String WRITES =
      "no storage.maintenance.readonly in the registry's configuration";

  private final Session session;
  private final V2Manifests manifests;

  V2Changes(Session session, V2Manifests manifests) {
    this.session = session;
    this.manifests = manifests;
  }

  Change deleteManifest(String repository, Digest digest) {
    return V2Manifests.path(repository, digest.toString())
        .map(path -> Call.delete(session.address().uri(path), Scope.delete(repository)))
        .map(call -> new Sure(session, call, () -> absent(repository, digest)))
        .map(sure -> sure.change(got -> deleted(got, sure)))
        .orElseGet(V2Changes::noName);
  }

  private Answer<Boolean> absent(String repository, Digest digest) {
    return gone(manifests.head(repository, digest.toString()), _ -> false);
  }

  Change deleteTag(String repository, String tag, Digest expected) {
    Optional<Change> before = before(manifests.head(repository, tag), expected);
    return before.orElseGet(
        () ->
            V2Manifests.path(repository, tag)
                .map(path -> Call.delete(session.address().uri(path), Scope.delete(repository)))
                .map(call -> new Sure(session, call, () -> left(repository, tag, expected)))
                .map(sure -> sure.change(got -> untagged(got, sure)))
                .orElseGet(V2Changes::noName));
  }

  /// What there is to say before anything is asked: nothing, when the tag is as expected.
  static Optional<Change> before(Answer<Head> head, Digest expected) {
    return switch (head) {
      case Answer.Found<Head>(var there) ->
          there.digest().equals(expected)
              ? Optional.empty()
              : Optional.of(new Change.Moved(there.digest().toString()));
      case Answer.Absent<Head> _ -> Optional.of(new Change.Gone());
      case Answer.Denied<Head>(var why) -> Optional.of(new Change.Denied(why));
      case Answer.Failed<Head>(var why) -> Optional.of(new Change.Failed(why));
    };
  }

  /// Whether the tag points there no more.
  private Answer<Boolean> left(String repository, String tag, Digest digest) {
    return gone(manifests.head(repository, tag), head -> !head.digest().equals(digest));
  }

  private static Answer<Boolean> gone(Answer<Head> head, Function<Head, Boolean> otherwise) {
    return head instanceof Answer.Absent<Head> ? new Answer.Found<>(true) : head.map(otherwise);
  }

  private static Change deleted(Reply.Got got, Sure sure) {
    return switch (got.status()) {
      case 404 -> vanished(sure.settled(failed(got)));
      case 405 -> new Change.NotAllowed(DELETES);
      default -> got.ok() ? new Change.Done() : failed(got);
    };
  }

  /// A 404 may also come from something in front of the registry, so it has been looked for.
  private static Change vanished(Change settled) {
    return settled instanceof Change.Done ? new Change.Gone() : settled;
  }

  /// Registries before 3.0 take a tag for a digest that is none.
  private static Change untagged(Reply.Got got, Sure sure) {
    return got.status() == 400
        ? new Change.Unsupported(Complaint.of(got).sentence() + ", so it deletes no single tag")
        : deleted(got, sure);
  }

  Change put(String repository, String reference, Stored manifest) {
    return V2Manifests.path(repository, reference)
        .map(path -> session.address().uri(path))
        .map(uri -> Call.put(uri, Scope.push(repository), manifest.type(), manifest.bytes()))
        .map(call -> new Sure(session, call, () -> stored(repository, reference, manifest)))
        .map(sure -> sure.change(V2Changes::put))
        .orElseGet(V2Changes::noName);
  }

  private Answer<Boolean> stored(String repository, String reference, Stored manifest) {
    Answer<Head> head = manifests.head(repository, reference);
    return head instanceof Answer.Absent<Head>
        ? new Answer.Found<>(false)
        : head.map(there -> there.digest().equals(manifest.digest()));
  }

  private static Change put(Reply.Got got) {
    return got.status() == 405
        ? new Change.NotAllowed(WRITES)
        : got.ok() ? new Change.Done() : failed(got);
  }

  private static Change failed(Reply.Got got) {
    return new Change.Failed(Complaint.of(got).sentence());
  }

  private static Change noName() {
    return new Change.Failed("nothing was asked: this is no name of a manifest");
  }
}
