// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry that speaks the OCI distribution specification, or its ancestor, the Docker registry
/// API v2. Every question has an [Answer], every change ends in a [Change]; no method throws for
/// what a registry does.
public final class V2Api implements AutoCloseable {
  private static final int MOST_OF_A_CONFIG = 4 << 20;

  private final Session session;
  private final V2Manifests manifests;
  private final V2Changes changes;

  V2Api(Session session) {
    this.session = session;
    this.manifests = new V2Manifests(session);
    this.changes = new V2Changes(session, manifests);
  }

  /// Where it is.
  public Address address() {
    return session.address();
  }

  /// How many requests were sent to it, of each kind.
  public Map<Kind, Long> requests() {
    return session.requests();
  }

  /// Whether it answers as such a registry, and what it tells about itself.
  public Answer<Ping> ping() {
    return Replies.found(
            session.send(Call.get(Kind.PING, session.address().uri("/v2/"), Scope.NONE)))
        .map(Ping::of);
  }

  /// All repositories that it lists; see [Listing] for what that is worth.
  public Answer<Listing<String>> repositories() {
    return Pages.read(session, Page.names("repositories"), "/v2/_catalog", Scope.CATALOG);
  }

  /// All tags of a repository that it lists; see [Listing] for what that is worth.
  public Answer<Listing<String>> tags(String repository) {
    return Names.repository(repository)
        .map(
            name ->
                Pages.read(
                    session,
                    Page.names("tags"),
                    "/v2/" + name + "/tags/list",
                    Scope.pull(repository)))
        .orElseGet(V2Api::noName);
  }

  /// What it says of the manifest under a tag or a digest.
  public Answer<Head> head(String repository, String reference) {
    return manifests.head(repository, reference);
  }

  /// The manifest under a tag or a digest; its bytes were checked against its digest.
  public Answer<Stored> manifest(String repository, String reference) {
    return manifests.get(repository, reference);
  }

  /// Who speaks of a manifest: by the referrers API, or by the tag that stands in for it.
  public Answer<Listing<Referrer>> referrers(String repository, Digest subject) {
    Answer<Listing<Referrer>> listed =
        Names.repository(repository)
            .map(
                name ->
                    Pages.read(
                        session,
                        Referrer.listed(),
                        "/v2/" + name + "/referrers/" + subject,
                        Scope.pull(repository)))
            .orElseGet(V2Api::noName);
    return listed instanceof Answer.Absent<Listing<Referrer>>
        ? tagged(repository, subject)
        : listed;
  }

  /// A registry without the referrers API may have them in an index under a tag made of the digest.
  private Answer<Listing<Referrer>> tagged(String repository, Digest subject) {
    String tag = cut(subject.algorithm(), 32) + "-" + cut(subject.hex(), 64);
    return switch (manifest(repository, tag)) {
      case Answer.Found<Stored>(var stored) ->
          Json.object(stored.bytes())
              .flatMap(index -> Referrer.listed().read(index))
              .<Answer<Listing<Referrer>>>map(
                  page -> new Answer.Found<>(new Listing<>(page.entries(), Optional.empty())))
              .orElseGet(() -> new Answer.Failed<>("its tag " + tag + " holds no index"));
      case Answer.Absent<Stored> _ ->
          new Answer.Found<>(new Listing<>(List.of(), Optional.empty()));
      case Answer.Denied<Stored>(var why) -> new Answer.Denied<>(why);
      case Answer.Failed<Stored>(var why) -> new Answer.Failed<>(why);
    };
  }

  private static String cut(String text, int longest) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "-").substring(0, Math.min(longest, text.length()));
  }

  /// The size of a blob.
  public Answer<Long> blob(String repository, Digest digest) {
    return blob(repository, digest, Call.Method.HEAD)
        .map(got -> got.headers().firstValueAsLong("Content-Length").orElse(-1));
  }

  /// What an image says of itself, by the digest that its manifest names as its config.
  public Answer<ImageConfig> config(String repository, Digest digest) {
    return content(repository, digest)
        .then(
            bytes ->
                ImageConfig.parse(bytes)
                    .<Answer<ImageConfig>>map(Answer.Found::new)
                    .orElseGet(() -> new Answer.Failed<>("it is not the config of an image")));
  }

  /// The bytes of a small blob; they were checked against its digest.
  public Answer<byte[]> content(String repository, Digest digest) {
    return blob(repository, digest, Call.Method.GET)
        .then(
            got ->
                Hashes.fit(digest, got.body().bytes())
                    ? new Answer.Found<>(got.body().bytes())
                    : new Answer.Failed<>("its bytes are not what their digest promises"));
  }

  /// Deletes a tag and leaves its manifest, if the tag still points there: the way of the OCI
  /// specification, which registries before 3.0 do not know.
  public Change deleteTag(String repository, String tag, Digest expected) {
    return changes.deleteTag(repository, tag, expected);
  }

  /// Deletes a tag and leaves its manifest where [#deleteTag] is [Change.Unsupported], by putting
  /// the tag on an empty index and deleting that. The registry knows no better way, and this one
  /// has a gap: what somebody pushes under the tag in the same moment is lost.
  public Change replaceAndDeleteTag(String repository, String tag, Digest expected) {
    return new Placeholder(manifests, changes).deleteTag(repository, tag, expected);
  }

  /// Tries whether it lists the tags of a repository that are there, and leaves no trace of it;
  /// [Change.Done] when it does. Nothing may go because it is not listed where this was not tried.
  public Change listsWhatIsThere(String repository) {
    return new Canary(changes, () -> tags(repository)).tried(repository);
  }

  /// Deletes a manifest from a repository, and with it every tag that points at it. Nobody looks
  /// whether an index still needs it.
  public Change deleteManifest(String repository, Digest digest) {
    return changes.deleteManifest(repository, digest);
  }

  /// Stores a manifest, whose blobs are there, under a tag or its digest: how a deletion is undone.
  public Change put(String repository, String reference, Stored manifest) {
    return changes.put(repository, reference, manifest);
  }

  private Answer<Reply.Got> blob(String repository, Digest digest, Call.Method method) {
    return Names.repository(repository)
        .map(name -> session.address().uri("/v2/" + name + "/blobs/" + digest))
        .map(
            uri ->
                method == Call.Method.HEAD
                    ? Call.head(Kind.BLOB, uri, Scope.pull(repository))
                    : Call.get(Kind.BLOB, uri, Scope.pull(repository)))
        .map(call -> Replies.found(session.send(call.atMost(MOST_OF_A_CONFIG))))
        .orElseGet(V2Api::noName);
  }

  private static <T> Answer<T> noName() {
    return new Answer.Failed<>("nothing was asked: this is no name of a repository");
  }

  @Override
  public void close() {
    session.close();
  }
}
