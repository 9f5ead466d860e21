// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.layout.Manifest;
import drclean.registry.Digest;
import java.net.URI;
import java.util.Optional;

/// Asks for manifests and believes only those whose bytes hash to their digest.
final class V2Manifests {
  private static final String ACCEPTED =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.oci.artifact.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v1+json;q=0.5",
          Signed.TYPE + ";q=0.5",
          "*/*;q=0.1");
  private static final String DIGEST = "Docker-Content-Digest";
  private static final String OTHER =
      "it answers with bytes that are not what their digest promises";

  private final Session session;

  V2Manifests(Session session) {
    this.session = session;
  }

  /// Where a manifest lies: by its digest or by a tag; nothing for a text that is neither.
  static Optional<String> path(String repository, String reference) {
    return Names.repository(repository)
        .flatMap(
            name ->
                Digest.parse(reference)
                    .map(Digest::toString)
                    .or(() -> Names.tag(reference))
                    .map(last -> "/v2/" + name + "/manifests/" + last));
  }

  Answer<Head> head(String repository, String reference) {
    return uri(repository, reference)
        .then(uri -> ask(Call.head(Kind.MANIFEST, uri, Scope.pull(repository))))
        .then(got -> head(got, repository, reference));
  }

  private Answer<Head> head(Reply.Got got, String repository, String reference) {
    Optional<Digest> said = Digest.parse(got.header(DIGEST));
    Optional<Digest> asked = Digest.parse(reference);
    if (asked.isPresent() && said.isPresent() && !asked.equals(said)) {
      return new Answer.Failed<>("it answers for another manifest than was asked for");
    }
    long bytes = got.headers().firstValueAsLong("Content-Length").orElse(-1);
    return said.or(() -> asked)
        .<Answer<Head>>map(digest -> new Answer.Found<>(new Head(digest, type(got), bytes)))
        .orElseGet(
            () ->
                get(repository, reference)
                    .map(all -> new Head(all.digest(), all.type(), all.bytes().length)));
  }

  Answer<Stored> get(String repository, String reference) {
    return uri(repository, reference)
        .then(uri -> ask(Call.get(Kind.MANIFEST, uri, Scope.pull(repository))))
        .then(got -> stored(got, Digest.parse(reference)));
  }

  private Answer<Reply.Got> ask(Call call) {
    return Replies.found(session.send(call.accepting(ACCEPTED).atMost(Manifest.LARGEST)));
  }

  private Answer<URI> uri(String repository, String reference) {
    return path(repository, reference)
        .<Answer<URI>>map(path -> new Answer.Found<>(session.address().uri(path)))
        .orElseGet(() -> new Answer.Failed<>("nothing was asked: this is no name of a manifest"));
  }

  private static Answer<Stored> stored(Reply.Got got, Optional<Digest> asked) {
    byte[] bytes = got.body().bytes();
    String type = type(got).isEmpty() ? named(bytes) : type(got);
    byte[] content = type.equals(Signed.TYPE) ? Signed.payload(bytes).orElse(bytes) : bytes;
    Optional<Digest> said = Digest.parse(got.header(DIGEST));
    Optional<Digest> digest = asked.or(() -> said).or(() -> Hashes.of("sha256", content));
    if (asked.isEmpty() && said.isEmpty() && !understood(content)) {
      return new Answer.Failed<>("it answers with something that is no manifest");
    }
    return digest
        .filter(promised -> Hashes.fit(promised, content))
        .filter(_ -> said.isEmpty() || Hashes.fit(said.get(), content))
        .<Answer<Stored>>map(kept -> new Answer.Found<>(new Stored(kept, type, bytes)))
        .orElseGet(() -> new Answer.Failed<>(OTHER));
  }

  private static boolean understood(byte[] content) {
    return Manifest.parse(content) instanceof Manifest.Parsed.Understood;
  }

  /// The type that a manifest gives itself.
  private static String named(byte[] bytes) {
    return Json.object(bytes).map(manifest -> Json.text(manifest, "mediaType")).orElse("");
  }

  private static String type(Reply.Got got) {
    return got.header("Content-Type").replaceFirst(";.*", "").strip();
  }
}
