// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries calls to a registry and brings replies back: within its bounds, counted, repeated where
/// a call only reads, and with redirects followed where it is safe. A call that changes something
/// is sent once.
final class Client implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_OF_AN_ERROR = 64 << 10;

  private final Settings settings;
  private final Gate gate;
  private final HttpClient http;
  private final Map<Kind, Long> requests = new EnumMap<>(Kind.class);

  Client(Settings settings) {
    this.settings = settings;
    this.gate = new Gate(settings.pause(), settings.jobs(), settings.rate());
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(settings.proxy())
            .sslContext(TlsContext.of(settings.tls()))
            .build();
  }

  /// How many requests were sent, of each kind.
  Map<Kind, Long> requests() {
    synchronized (requests) {
      return new EnumMap<>(requests);
    }
  }

  Settings settings() {
    return settings;
  }

  /// Asks until there is an answer or no more patience; a call that changes something is asked
  /// once.
  Reply send(Call call) {
    Reply reply = followed(call);
    for (int tries = 1; call.method().onlyReads() && waited(tries, reply); tries++) {
      reply = followed(call);
    }
    return reply;
  }

  /// Waits as long as it takes before the next try; false when there is to be none.
  boolean waited(int tries, Reply reply) {
    Optional<Duration> wait = settings.patience().after(tries, reply, settings.pause().now());
    if (wait.isEmpty() || Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (Patience.busy(reply)) {
      gate.rest(wait.get());
    }
    try {
      settings.pause().sleep(wait.get());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Reply followed(Call call) {
    Call at = call;
    Reply reply = once(at);
    int hops = 0;
    while (at.method().onlyReads() && reply instanceof Reply.Got got && got.redirects()) {
      if (++hops > MOST_REDIRECTS) {
        return new Reply.Astray("it redirects more than " + MOST_REDIRECTS + " times");
      }
      Optional<URI> target = target(at.uri(), got.header("Location"));
      if (target.isEmpty()) {
        return new Reply.Astray("it redirects to where no redirect may lead");
      }
      at = redirected(at, target.get());
      reply = once(at);
    }
    return reply;
  }

  /// Where a redirect leads: another place of the web, and never out of an encrypted connection.
  private static Optional<URI> target(URI from, String location) {
    try {
      URI to = from.resolve(location);
      boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
      boolean less = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
      return web && !less && to.getHost() != null ? Optional.of(to) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What proves who calls stays with the one who was asked.
  private static Call redirected(Call call, URI to) {
    boolean same = Place.origin(call.uri()).equals(Place.origin(to));
    return same ? call.to(to) : call.to(to).by(Optional.empty());
  }

  private Reply once(Call call) {
    try {
      gate.enter();
      try {
        count(call.kind());
        return exchanged(call);
      } finally {
        gate.leave();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Reply.Lost("interrupted", Reply.Sent.PERHAPS);
    }
  }

  private void count(Kind kind) {
    synchronized (requests) {
      requests.merge(kind, 1L, Long::sum);
    }
  }

  private Reply exchanged(Call call) throws InterruptedException {
    CompletableFuture<HttpResponse<Body>> future;
    try {
      future = http.sendAsync(request(call), info -> new Bounded(room(call, info.statusCode())));
    } catch (IllegalArgumentException _) {
      return new Reply.Astray("its address is none that can be asked");
    }
    return awaited(future);
  }

  private Reply awaited(CompletableFuture<HttpResponse<Body>> future) throws InterruptedException {
    try {
      HttpResponse<Body> response = future.get(settings.answer().toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Got(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException _) {
      return new Reply.Lost(
          "no whole answer within " + settings.answer().toMillis() + " ms", Reply.Sent.PERHAPS);
    } catch (ExecutionException e) {
      return Broken.reply(e);
    } finally {
      future.cancel(true);
    }
  }

  private static int room(Call call, int status) {
    return status >= 200 && status < 300 ? call.most() : MOST_OF_AN_ERROR;
  }

  private static HttpRequest request(Call call) {
    boolean encrypted = "https".equals(call.uri().getScheme());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .version(encrypted ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "dr-clean");
    if (!call.type().isEmpty()) {
      request.header(call.content().length > 0 ? "Content-Type" : "Accept", call.type());
    }
    call.authorization().ifPresent(who -> request.header("Authorization", who.reveal()));
    var content = BodyPublishers.ofByteArray(call.content());
    return switch (call.method()) {
      case GET -> request.GET().build();
      case HEAD -> request.HEAD().build();
      case DELETE -> request.DELETE().build();
      case POST -> request.POST(content).build();
      case PUT -> request.PUT(content).build();
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
