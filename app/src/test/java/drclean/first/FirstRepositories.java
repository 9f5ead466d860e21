// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Repositories, their tags and their indexes, as the stand-in reads and writes them.
record FirstRepositories(Writes writes, Set<Habit> habits) {
  private static final Pattern ID = Pattern.compile("\"id\": ?\"([0-9a-f]+)\"");
  private static final String METADATA =
      "{\"last_update\": 1400000000, \"docker_version\": \"1.9.1\", \"os\": \"linux\"}";

  /// A path after `/v1/repositories/`: which repository, and what of it.
  private record Asked(String repository, List<String> rest, boolean slash) {
    static Asked of(String path) {
      List<String> names = new ArrayList<>(List.of(path.split("/", -1)));
      boolean slash = names.getLast().isEmpty();
      if (slash) {
        names.removeLast();
      }
      boolean bare = names.size() == 1 || (names.size() > 1 && isWord(names.get(1)));
      String repository =
          bare ? "library/" + names.getFirst() : names.getFirst() + "/" + names.get(1);
      return new Asked(repository, names.subList(bare ? 1 : 2, names.size()), slash);
    }

    private static boolean isWord(String name) {
      return name.equals("tags") || name.equals("images");
    }

    String folder() {
      return "repositories/" + repository;
    }

    String what() {
      return rest.isEmpty() ? "" : rest.getFirst();
    }

    String tag() {
      return rest.size() > 1 ? rest.get(1) : "";
    }
  }

  Reply reply(HttpExchange exchange, String path) throws IOException {
    Asked asked = Asked.of(path);
    String method = exchange.getRequestMethod();
    return switch (asked.what()) {
      case "tags" -> tags(exchange, asked);
      case "images" -> images(exchange, asked);
      case "" -> {
        if (!asked.slash() && method.equals("DELETE")) {
          yield Reply.html(301).with("Location", exchange.getRequestURI().getRawPath() + "/");
        }
        yield method.equals("DELETE") ? deleteAll(asked) : putIndex(exchange, asked);
      }
      default -> Reply.html(404);
    };
  }

  private Reply tags(HttpExchange exchange, Asked asked) throws IOException {
    if (asked.rest().size() == 1) {
      return switch (exchange.getRequestMethod()) {
        case "GET" -> listTags(asked);
        case "DELETE" ->
            asked.slash() ? Reply.error(404, "Repository not found") : deleteAll(asked);
        default -> Reply.html(301);
      };
    }
    if (asked.rest().size() > 2) {
      return asked.rest().getLast().equals("json") ? Reply.json(METADATA) : Reply.html(404);
    }
    return switch (exchange.getRequestMethod()) {
      case "GET" ->
          writes
              .text(asked.folder() + "/tag_" + quoted(asked.tag()))
              .map(id -> Reply.json(Reply.quoted(id)))
              .orElse(Reply.error(404, "Tag not found"));
      case "PUT" -> putTag(exchange, asked);
      case "DELETE" -> deleteTag(asked.folder(), quoted(asked.tag()));
      default -> Reply.html(405);
    };
  }

  private static String quoted(String tag) {
    return URLEncoder.encode(tag, UTF_8);
  }

  private Reply listTags(Asked asked) throws IOException {
    List<String> names = names(asked.folder());
    if (names.isEmpty()) {
      return Reply.error(404, "Repository not found");
    }
    var tags = new ArrayList<String>();
    for (String name : names) {
      if (name.startsWith("tag_")) {
        tags.add(Reply.quoted(name.substring(4)) + ": " + value(asked.folder() + "/" + name));
      }
    }
    return Reply.json("{" + String.join(", ", tags) + "}");
  }

  private String value(String path) {
    try {
      return writes.text(path).map(Reply::quoted).orElse("null");
    } catch (MalformedInputException _) {
      return "null";
    } catch (IOException _) {
      return "null";
    }
  }

  private List<String> names(String folder) throws IOException {
    if (!writes.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(writes.at(folder))) {
      return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  private Reply putTag(HttpExchange exchange, Asked asked) throws IOException {
    String id = body(exchange).replace("\"", "");
    if (!writes.exists("images/" + id + "/json")) {
      return Reply.error(404, "Image not found");
    }
    String tag = quoted(asked.tag());
    writes.write(asked.folder() + "/tag_" + tag, id);
    writes.write(asked.folder() + "/tag" + tag + "_json", METADATA);
    if (tag.equals("latest")) {
      writes.write(asked.folder() + "/json", METADATA);
    }
    return Reply.json("true");
  }

  /// In the order of the original, which stops at the first file that is missing, with an error,
  /// when the tag has gone already.
  private Reply deleteTag(String folder, String tag) throws IOException {
    var files = new ArrayList<>(List.of("/tag_" + tag, "/tag" + tag + "_json"));
    if (tag.equals("latest")) {
      files.add("/json");
    }
    boolean anything = habits.contains(Habit.DELETES_ANYTHING);
    for (String file : files) {
      if (!writes.unlink(folder + file) && !anything) {
        return Reply.error(404, "Tag not found: " + tag);
      }
    }
    return Reply.json("true");
  }

  private Reply deleteAll(Asked asked) throws IOException {
    List<String> names = names(asked.folder());
    if (names.isEmpty()) {
      return Reply.error(404, "Repository not found");
    }
    for (String name : names) {
      if (name.startsWith("tag_")) {
        Reply deleted = deleteTag(asked.folder(), name.substring(4));
        if (deleted.status() != 200) {
          return deleted;
        }
      }
    }
    try (Stream<Path> all = Files.walk(writes.at(asked.folder()))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    return Reply.json("true");
  }

  private Reply images(HttpExchange exchange, Asked asked) throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET" ->
          writes
              .text(asked.folder() + "/_index_images")
              .map(Reply::json)
              .orElse(Reply.error(404, "images not found"));
      case "PUT" -> putIndex(exchange, asked);
      case "DELETE" -> new Reply(204, java.util.Map.of(), new byte[0]);
      default -> Reply.html(405);
    };
  }

  /// The first list is kept as it came; a later one is merged with the old, and never shrinks.
  private Reply putIndex(HttpExchange exchange, Asked asked) throws IOException {
    String path = asked.folder() + "/_index_images";
    String fresh = body(exchange);
    String old = writes.text(path).orElse("");
    if (!old.isEmpty() && !old.endsWith("]")) {
      return Reply.html(500);
    }
    writes.write(path, old.isEmpty() ? fresh : merged(old, fresh));
    boolean done = asked.what().equals("images");
    return done ? new Reply(204, java.util.Map.of(), new byte[0]) : Reply.json("\"\"");
  }

  private static String merged(String old, String fresh) {
    var ids = new LinkedHashSet<String>();
    ID.matcher(old + fresh).results().map((MatchResult m) -> m.group(1)).forEach(ids::add);
    return ids.stream()
        .map("{\"id\": \"%s\"}"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
  }

  Reply search(String query) throws IOException {
    String wanted = query == null ? "" : query.substring(query.indexOf('=') + 1);
    var found = new ArrayList<String>();
    for (String namespace : names("repositories")) {
      for (String name : names("repositories/" + namespace)) {
        String full = namespace + "/" + name;
        if (full.contains(wanted)) {
          found.add("{\"name\": %s, \"description\": \"\"}".formatted(Reply.quoted(full)));
        }
      }
    }
    return Reply.json(
        "{\"num_results\": %d, \"query\": %s, \"results\": [%s]}"
            .formatted(found.size(), Reply.quoted(wanted), String.join(", ", found)));
  }
}
