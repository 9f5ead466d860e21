// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A push as docker does it: says what it will need, asks what is there, sends the rest from the
/// root to the tip, tags, and says that it is done. It gives up at the first refusal.
public final class Push {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .proxy(ProxySelector.of(null))
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();

  private final URI server;
  private final String repository;
  private final String tag;
  private String refusal = "";

  private Push(URI server, String title) {
    this.server = server;
    this.repository = title.substring(0, title.indexOf(':'));
    this.tag = title.substring(title.indexOf(':') + 1);
  }

  /// Pushes an image with all that it needs as `repository:tag`; empty when every answer was good,
  /// else the request that was refused and the answer.
  public static String of(URI server, String title, Image image) {
    var push = new Push(server, title);
    push.all(image.whole());
    return push.refusal;
  }

  private void all(List<Image> images) {
    put(place(""), BodyPublishers.ofString(index(images)));
    Set<Image> there = there(images);
    for (Image image : images) {
      if (!there.contains(image)) {
        send(image);
      }
    }
    put(place("tags/" + tag), BodyPublishers.ofString("\"" + images.getLast().id() + "\""));
    put(place("images"), BodyPublishers.ofString("[]"));
  }

  private String place(String what) {
    return "repositories/" + repository + "/" + what;
  }

  private static String index(List<Image> images) {
    return images.stream()
        .map(image -> "{\"id\": \"%s\"}".formatted(image.id()))
        .collect(joining(", ", "[", "]"));
  }

  private Set<Image> there(List<Image> images) {
    var there = new HashSet<Image>();
    for (Image image : images) {
      if (refusal.isEmpty() && ask(request("images/" + image.id() + "/json").GET()) == 200) {
        there.add(image);
      }
    }
    return there;
  }

  private void send(Image image) {
    String place = "images/" + image.id() + "/";
    put(place + "json", BodyPublishers.ofByteArray(image.json()));
    put(place + "layer", BodyPublishers.ofByteArray(image.layer()));
    expect(
        request(place + "checksum")
            .header("X-Docker-Checksum-Payload", image.checksum())
            .PUT(BodyPublishers.noBody()));
  }

  private void put(String path, BodyPublisher body) {
    expect(request(path).PUT(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve("/v1/" + path)).timeout(PATIENCE);
  }

  private void expect(HttpRequest.Builder request) {
    if (refusal.isEmpty()) {
      HttpRequest built = request.build();
      int status = ask(request);
      if (status >= 300) {
        refusal = built.method() + " " + built.uri().getPath() + " -> " + status;
      }
    }
  }

  private static int ask(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
