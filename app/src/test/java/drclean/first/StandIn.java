// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands in for docker-registry over a folder, on a port of its own.
public final class StandIn implements AutoCloseable {
  /// Who may come where a name and a password are asked for.
  public static final String USER = "ada:s3cret";

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Writes writes;
  private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final FirstImages images;
  private final FirstRepositories repositories;

  private StandIn(Path root) throws IOException {
    this.writes = new Writes(root);
    this.images = new FirstImages(writes);
    this.repositories = new FirstRepositories(writes, habits);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Starts a server over a folder.
  public static StandIn over(Path root, Habit... habits) {
    try {
      var standIn = new StandIn(root);
      standIn.habits.addAll(List.of(habits));
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it answers.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Lets this be asked before each write from now on.
  void watched(Writes.Watch watch) {
    writes.watched(watch);
  }

  /// The requests so far, each its method and its path as they came.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
      Reply reply = reply(exchange);
      exchange.getRequestBody().readAllBytes();
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (habits.contains(Habit.ELSEWHERE)) {
      return Reply.html(301).with("Location", "https://127.0.0.1:1" + path);
    }
    if (path.equals("/_ping") || path.equals("/v1/_ping")) {
      return ping();
    }
    if (habits.contains(Habit.BROKEN)) {
      return Reply.html(500);
    }
    if (habits.contains(Habit.TOKEN)) {
      return Reply.error(401, "Requires authorization").with("WWW-Authenticate", "Token");
    }
    if (habits.contains(Habit.BASIC) && !known(exchange)) {
      return Reply.html(401).with("WWW-Authenticate", "Basic realm=\"Restricted\"");
    }
    return routed(exchange, path);
  }

  private Reply ping() {
    Reply pong = habits.contains(Habit.PINGS_TRUE) ? Reply.json("true") : Reply.json("{}");
    Reply answer = pong.with("X-Docker-Registry-Standalone", "True");
    return habits.contains(Habit.PINGS_TRUE)
        ? answer.with("X-Docker-Registry-Version", "0.8.1")
        : answer;
  }

  private static boolean known(HttpExchange exchange) {
    String asked = "Basic " + Base64.getEncoder().encodeToString(USER.getBytes(UTF_8));
    return asked.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private Reply routed(HttpExchange exchange, String path) throws IOException {
    if (path.startsWith("/v1/images/")) {
      return images.reply(exchange, path.substring("/v1/images/".length()));
    }
    if (path.startsWith("/v1/repositories/")) {
      return repositories.reply(exchange, path.substring("/v1/repositories/".length()));
    }
    if (path.equals("/v1/search") && habits.contains(Habit.SEARCH)) {
      return repositories.search(exchange.getRequestURI().getQuery());
    }
    return Reply.html(404);
  }
}
