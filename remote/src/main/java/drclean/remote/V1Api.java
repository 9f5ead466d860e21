// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Digest;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A registry that speaks the first API (docker-registry, written in Python). It has no way to
/// compare and delete, and its answers to a deletion cannot be trusted: 404 though it did delete,
/// 200 though there was nothing. So each deletion looks before and after.
public final class V1Api implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;
  private static final String REPOSITORIES = "/v1/repositories/";

  private final Session session;

  V1Api(Session session) {
    this.session = session;
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
    URI uri = session.address().uri("/v1/_ping");
    return Replies.found(session.send(Call.get(Kind.PING, uri, Scope.NONE))).map(Ping::first);
  }

  /// The repositories whose names or descriptions hold a text, all for an empty one; see [Listing]
  /// for what that is worth. [Answer.Absent] where the registry's search is switched off.
  public Answer<Listing<String>> search(String text) {
    URI uri = session.address().uri("/v1/search?q=" + URLEncoder.encode(text, UTF_8));
    return object(Call.get(Kind.LIST, uri, Scope.NONE).atMost(MOST_BYTES)).map(V1Api::names);
  }

  private static Listing<String> names(Map<?, ?> found) {
    var names = new ArrayList<String>();
    for (Object result : Json.list(found, "results")) {
      Json.object(result)
          .map(entry -> Json.text(entry, "name"))
          .filter(name -> !name.isEmpty())
          .ifPresent(names::add);
    }
    return new Listing<>(names, Optional.empty());
  }

  /// The tags of a repository and the image of each, where it can be told. An empty or unreadable
  /// tag may be one that is being written: nothing follows from it.
  public Answer<SortedMap<String, Optional<Digest>>> tags(String repository) {
    return path(repository)
        .map(path -> Call.get(Kind.LIST, session.address().uri(path), scope(repository)))
        .map(call -> object(call.atMost(MOST_BYTES)).map(V1Api::tags))
        .orElseGet(V1Api::noName);
  }

  private static SortedMap<String, Optional<Digest>> tags(Map<?, ?> all) {
    var tags = new TreeMap<String, Optional<Digest>>();
    all.forEach((name, value) -> tags.put(name.toString(), image(value)));
    return tags;
  }

  private static Optional<Digest> image(Object value) {
    return value instanceof String id ? Digest.of(Digest.V1, id.strip()) : Optional.empty();
  }

  /// The image of a tag.
  public Answer<Digest> tag(String repository, String tag) {
    return uri(repository, tag)
        .map(uri -> session.send(Call.get(Kind.MANIFEST, uri, scope(repository))))
        .map(reply -> Replies.found(reply).then(V1Api::image))
        .orElseGet(V1Api::noName);
  }

  private static Answer<Digest> image(Reply.Got got) {
    return Json.value(got.body().bytes())
        .flatMap(V1Api::image)
        .<Answer<Digest>>map(Answer.Found::new)
        .orElseGet(() -> new Answer.Failed<>("it answers with something that is no image"));
  }

  /// What an image says of itself.
  public Answer<ImageConfig> config(String repository, Digest image) {
    URI uri = session.address().uri("/v1/images/" + image.hex() + "/json");
    return Replies.found(
            session.send(Call.get(Kind.BLOB, uri, scope(repository)).atMost(MOST_BYTES)))
        .then(
            got ->
                ImageConfig.parse(got.body().bytes())
                    .<Answer<ImageConfig>>map(Answer.Found::new)
                    .orElseGet(() -> new Answer.Failed<>("it is not the JSON of an image")));
  }

  /// Lets a tag point at an image that is there: how a deletion is undone.
  public Change put(String repository, String tag, Digest image) {
    byte[] content = ("\"" + image.hex() + "\"").getBytes(UTF_8);
    return uri(repository, tag)
        .map(uri -> Call.put(uri, scope(repository), "application/json", content))
        .map(call -> new Sure(session, call, () -> points(repository, tag, image)))
        .map(sure -> sure.change(V1Api::put))
        .orElseGet(
            () -> new Change.Failed("nothing was asked: this is no name of a repository or tag"));
  }

  private Answer<Boolean> points(String repository, String tag, Digest image) {
    Answer<Digest> now = tag(repository, tag);
    return now instanceof Answer.Absent<Digest>
        ? new Answer.Found<>(false)
        : now.map(image::equals);
  }

  private static Change put(Reply.Got got) {
    return switch (got.status()) {
      case 404 -> new Change.Failed("the image is not there any more");
      case 405 -> new Change.NotAllowed("what stands in front of the registry lets PUT through");
      default -> got.ok() ? new Change.Done() : new Change.Failed(Complaint.of(got).sentence());
    };
  }

  /// Deletes a tag, if it still points at this image. Between the last look and the deletion the
  /// tag may move; no request of this API can prevent that.
  public Change deleteTag(String repository, String tag, Digest expected) {
    Optional<Change> before = before(tag(repository, tag), expected);
    return before.orElseGet(
        () ->
            uri(repository, tag)
                .map(uri -> Call.delete(uri, scope(repository)))
                .map(call -> new Sure(session, call, () -> left(repository, tag, expected)))
                .map(sure -> sure.change(got -> deleted(got, sure)))
                .orElseThrow());
  }

  private static Optional<Change> before(Answer<Digest> image, Digest expected) {
    return switch (image) {
      case Answer.Found<Digest>(var there) ->
          there.equals(expected)
              ? Optional.empty()
              : Optional.of(new Change.Moved(there.toString()));
      case Answer.Absent<Digest> _ -> Optional.of(new Change.Gone());
      case Answer.Denied<Digest>(var why) -> Optional.of(new Change.Denied(why));
      case Answer.Failed<Digest>(var why) -> Optional.of(new Change.Failed(why));
    };
  }

  /// Whether the tag points there no more.
  private Answer<Boolean> left(String repository, String tag, Digest image) {
    Answer<Digest> now = tag(repository, tag);
    return now instanceof Answer.Absent<Digest>
        ? new Answer.Found<>(true)
        : now.map(there -> !there.equals(image));
  }

  private static Change deleted(Reply.Got got, Sure sure) {
    if (got.ok()) {
      return sure.settled(
          new Change.Failed("it claims to have deleted the tag, which is still there"));
    }
    return switch (got.status()) {
      case 404 -> sure.settled(new Change.Failed(Complaint.of(got).sentence()));
      case 405 -> new Change.NotAllowed("what stands in front of the registry lets DELETE through");
      default -> new Change.Failed(Complaint.of(got).sentence());
    };
  }

  private Answer<Map<?, ?>> object(Call call) {
    return Replies.found(session.send(call))
        .then(
            got ->
                Json.object(got.body().bytes())
                    .<Answer<Map<?, ?>>>map(Answer.Found::new)
                    .orElseGet(() -> new Answer.Failed<>("its answer cannot be understood")));
  }

  /// Where the tags of a repository are; one without a namespace is in `library`.
  private static Optional<String> path(String repository) {
    String whole = repository.contains("/") ? repository : "library/" + repository;
    List<String> parts = List.of(whole.split("/", 2));
    return Names.segment(parts.getFirst())
        .flatMap(
            namespace ->
                Names.repository(parts.getLast())
                    .map(name -> REPOSITORIES + namespace + "/" + name + "/tags"));
  }

  private Optional<URI> uri(String repository, String tag) {
    return path(repository)
        .flatMap(path -> Names.segment(tag).map(last -> path + "/" + last))
        .map(session.address()::uri);
  }

  private static Scope scope(String repository) {
    return new Scope("", repository);
  }

  private static <T> Answer<T> noName() {
    return new Answer.Failed<>("nothing was asked: this is no name of a repository or tag");
  }

  @Override
  public void close() {
    session.close();
  }
}
