// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Stands in for a registry of the OCI specification 1.1, in a process of its own: it deletes a tag
/// alone, and pages its lists by whole addresses. It holds manifests in memory and asks nobody for
/// blobs. What it may do otherwise is said by words.
///
/// - `hides`: its lists of tags hide each tag that begins like another one
/// - `together`: it deletes no single tag
final class Modern {
  private static final int PAGE = 3;

  private final Set<String> habits;
  private final Map<String, Map<String, String>> tags = new TreeMap<>();
  private final Map<String, byte[]> manifests = new TreeMap<>();
  private final Map<String, String> types = new TreeMap<>();

  private Modern(Set<String> habits) {
    this.habits = habits;
  }

  public static void main(String[] habits) throws IOException {
    var modern = new Modern(Set.of(habits));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", modern::handle);
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/v2/")) {
        say(exchange, 200, "{}");
      } else if (path.equals("/v2/_catalog")) {
        page(exchange, "repositories", List.copyOf(tags.keySet()));
      } else if (path.endsWith("/tags/list")) {
        list(exchange, path.substring("/v2/".length(), path.length() - "/tags/list".length()));
      } else if (path.contains("/referrers/")) {
        int at = path.indexOf("/referrers/");
        referrers(
            exchange,
            path.substring("/v2/".length(), at),
            path.substring(at + "/referrers/".length()));
      } else if (path.contains("/manifests/")) {
        int at = path.indexOf("/manifests/");
        manifest(
            exchange,
            path.substring("/v2/".length(), at),
            path.substring(at + "/manifests/".length()));
      } else {
        say(exchange, 404, "{}");
      }
    }
  }

  /// Who names this as its subject.
  private void referrers(HttpExchange exchange, String repository, String subject)
      throws IOException {
    String named = "\"subject\":{";
    String entries =
        manifests.entrySet().stream()
            .filter(it -> it.getKey().startsWith(repository + "@"))
            .filter(it -> new String(it.getValue(), UTF_8).contains(named))
            .filter(
                it ->
                    new String(it.getValue(), UTF_8)
                        .substring(new String(it.getValue(), UTF_8).indexOf(named))
                        .contains(subject))
            .map(it -> it.getKey().substring(it.getKey().indexOf('@') + 1))
            .map(digest -> "{\"mediaType\":\"x\",\"digest\":\"%s\",\"size\":1}".formatted(digest))
            .collect(Collectors.joining(","));
    say(exchange, 200, "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
  }

  private void list(HttpExchange exchange, String repository) throws IOException {
    List<String> names = List.copyOf(tags.getOrDefault(repository, Map.of()).keySet());
    page(
        exchange,
        "tags",
        habits.contains("hides")
            ? names.stream()
                .filter(
                    name -> names.stream().noneMatch(it -> name.startsWith(it) && !name.equals(it)))
                .toList()
            : names);
  }

  private static void page(HttpExchange exchange, String field, List<String> all)
      throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String last = query.contains("last=") ? query.replaceFirst(".*last=([^&]*).*", "$1") : "";
    List<String> rest = all.stream().filter(name -> name.compareTo(last) > 0).toList();
    List<String> page = rest.stream().limit(PAGE).toList();
    if (page.size() < rest.size()) {
      exchange
          .getResponseHeaders()
          .set(
              "Link",
              "<http://%s%s?last=%s&n=%d>; rel=\"next\""
                  .formatted(
                      exchange.getRequestHeaders().getFirst("Host"),
                      exchange.getRequestURI().getPath(),
                      page.getLast(),
                      PAGE));
    }
    say(
        exchange,
        200,
        page.stream().collect(Collectors.joining("\",\"", "{\"" + field + "\":[\"", "\"]}")));
  }

  private void manifest(HttpExchange exchange, String repository, String reference)
      throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, repository, reference);
      case "DELETE" -> delete(exchange, repository, reference);
      default -> get(exchange, digest(repository, reference));
    }
  }

  private String digest(String repository, String reference) {
    String digest =
        reference.contains(":")
            ? reference
            : tags.getOrDefault(repository, Map.of()).getOrDefault(reference, "");
    return manifests.containsKey(repository + "@" + digest) ? repository + "@" + digest : "";
  }

  private void put(HttpExchange exchange, String repository, String reference) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String digest = Content.sha256(bytes);
    manifests.put(repository + "@" + digest, bytes);
    types.put(digest, exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!reference.contains(":")) {
      tags.computeIfAbsent(repository, _ -> new TreeMap<>()).put(reference, digest);
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    say(exchange, 201, "");
  }

  private void delete(HttpExchange exchange, String repository, String reference)
      throws IOException {
    Map<String, String> own = tags.getOrDefault(repository, new TreeMap<>());
    if (!reference.contains(":") && habits.contains("together")) {
      say(exchange, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\"}]}");
      return;
    }
    boolean gone =
        reference.contains(":")
            ? manifests.remove(repository + "@" + reference) != null
            : own.remove(reference) != null;
    own.values().removeIf(reference::equals);
    say(exchange, gone ? 202 : 404, "");
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    if (key.isEmpty()) {
      say(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
      return;
    }
    String digest = key.substring(key.indexOf('@') + 1);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(digest, ""));
    send(exchange, 200, manifests.getOrDefault(key, new byte[0]));
  }

  private static void say(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, status, json.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    boolean bare = exchange.getRequestMethod().toUpperCase(Locale.ROOT).equals("HEAD");
    if (bare) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
    }
    exchange.sendResponseHeaders(status, bare || bytes.length == 0 ? -1 : bytes.length);
    if (!bare) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /// Starts one in a process of its own.
  static Running start(String... habits) {
    try {
      var command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Modern.class.getName()));
      command.addAll(List.of(habits));
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new Running(process, String.valueOf(process.inputReader(UTF_8).readLine()));
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  /// One that runs until it is closed.
  record Running(Process process, String address) implements AutoCloseable {
    Client client() {
      return new Client(java.net.URI.create(address));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
