// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Stands in front of a registry, and lets some of its answers come to harm.
final class Front implements AutoCloseable {
  /// What becomes of a request.
  enum Harm {
    NONE,
    /// It is answered by an error, and does not arrive.
    ERROR,
    /// It is answered by a page for people, and does not arrive.
    PAGE,
    /// It arrives, and half of the answer comes back.
    HALF,
    /// It arrives, and no answer comes back.
    LOST,
    /// It does not arrive, and no answer comes as long as anybody waits.
    SILENCE
  }

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final URI behind;
  private final Function<String, Harm> harm;

  private Front(URI behind, Function<String, Harm> harm) throws IOException {
    this.behind = behind;
    this.harm = harm;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /// Before this registry; the harm is told by method and path.
  static Front of(URI behind, Function<String, Harm> harm) {
    try {
      return new Front(behind, harm);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (harm.apply(asked)) {
        case NONE -> passOn(exchange, 1);
        case ERROR -> say(exchange, 500, "{\"errors\":[{\"code\":\"UNKNOWN\"}]}");
        case PAGE -> say(exchange, 200, "<html>hello</html>");
        case HALF -> passOn(exchange, 2);
        case LOST -> ask(exchange);
        case SILENCE -> closed.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean bare = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
    if (!bare) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : List.of("Accept", "Content-Type")) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
      values.forEach(value -> request.header(name, value));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void passOn(HttpExchange exchange, int part) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = ask(exchange);
    for (String name : List.of("Content-Type", "Docker-Content-Digest", "Link")) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(it -> exchange.getResponseHeaders().set(name, it));
    }
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body, 0, body.length / part);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    http.shutdownNow();
  }
}
