// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Speaks the distribution API, one request a method; an unexpected status fails the test.
public final class Client implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACCEPTED =
      String.join(
          ", ", Stream.of(Dialect.values()).flatMap(d -> Stream.of(d.image, d.index)).toList());
  private static final Pattern TAG = Pattern.compile("[\\[,]\"([^\"]+)\"");

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder()
          .proxy(ProxySelector.of(null))
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();

  Client(URI base) {
    this.base = base;
  }

  public URI base() {
    return base;
  }

  void ping() {
    send(request("").GET()).expect(200);
  }

  public void putManifest(String repository, String reference, Content manifest) {
    send(request(repository + "/manifests/" + reference)
            .header("Content-Type", manifest.mediaType())
            .PUT(ofByteArray(manifest.bytes())))
        .expect(201);
  }

  public Content manifest(String repository, String reference) {
    var answer = getManifest(repository, reference).expect(200);
    return Content.of(answer.header("Content-Type"), answer.body());
  }

  /// The server's answer, whatever it is.
  public Answer getManifest(String repository, String reference) {
    return send(request(repository + "/manifests/" + reference).header("Accept", ACCEPTED).GET());
  }

  public Answer headManifest(String repository, String reference) {
    return send(request(repository + "/manifests/" + reference).header("Accept", ACCEPTED).HEAD());
  }

  /// On this server the tags that point at the manifest go with it.
  public void deleteManifest(String repository, String digest) {
    send(request(repository + "/manifests/" + digest).DELETE()).expect(202);
  }

  public void uploadBlob(String repository, Content blob) {
    var location = send(request(repository + "/blobs/uploads/").POST(noBody())).expect(202);
    var upload = location.header("Location");
    send(HttpRequest.newBuilder(finishing(upload, blob.digest()))
            .header("Content-Type", "application/octet-stream")
            .PUT(ofByteArray(blob.bytes())))
        .expect(201);
  }

  private URI finishing(String location, String digest) {
    var upload = base.resolve(location).toString();
    return URI.create(upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest);
  }

  /// Sends bytes of an upload that is never finished; answers the upload's id.
  public String leaveUpload(String repository, byte[] bytes) {
    var started = send(request(repository + "/blobs/uploads/").POST(noBody())).expect(202);
    send(HttpRequest.newBuilder(base.resolve(started.header("Location")))
            .header("Content-Type", "application/octet-stream")
            .method("PATCH", ofByteArray(bytes)))
        .expect(202);
    return started.header("Docker-Upload-UUID");
  }

  public void mount(String repository, String from, String digest) {
    var query = "/blobs/uploads/?mount=" + digest + "&from=" + from;
    send(request(repository + query).POST(noBody())).expect(201);
  }

  public byte[] blob(String repository, String digest) {
    return getBlob(repository, digest).expect(200).body();
  }

  /// The server's answer, whatever it is.
  public Answer getBlob(String repository, String digest) {
    return send(request(repository + "/blobs/" + digest).GET());
  }

  public Answer headBlob(String repository, String digest) {
    return send(request(repository + "/blobs/" + digest).HEAD());
  }

  /// Removes the repository's link; other repositories keep theirs.
  public void deleteBlob(String repository, String digest) {
    send(request(repository + "/blobs/" + digest).DELETE()).expect(202);
  }

  public List<String> tags(String repository) {
    var text = send(request(repository + "/tags/list").GET()).expect(200).text();
    var list = text.substring(text.indexOf("\"tags\":") + "\"tags\":".length());
    return TAG.matcher(list).results().map((MatchResult tag) -> tag.group(1)).sorted().toList();
  }

  /// Uploads everything that the image needs, then its manifest under a tag or its digest.
  public void push(Image image, String repository, String reference) {
    image.blobs().forEach(blob -> uploadBlob(repository, blob));
    image.children().forEach(child -> push(child, repository, child.digest()));
    putManifest(repository, reference, image.manifest());
  }

  public Pulled pull(String repository, String reference) {
    return new Puller(this, repository).pull(reference);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("/v2/" + path));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
