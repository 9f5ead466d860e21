// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import drclean.real.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Images, as the stand-in reads and writes them.
record FirstImages(Writes writes) {
  private static final Pattern PARENT = Pattern.compile("\"parent\": ?\"([0-9a-f]+)\"");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  Reply reply(HttpExchange exchange, String path) throws IOException {
    String[] names = path.split("/", -1);
    if (names.length != 2 || !ID.matcher(names[0]).matches()) {
      return names.length == 2 ? Reply.error(404, "Invalid image ID") : Reply.html(404);
    }
    String folder = "images/" + names[0] + "/";
    return switch (exchange.getRequestMethod() + " " + names[1]) {
      case "PUT json" -> putJson(folder, names[0], exchange);
      case "PUT layer" -> putLayer(folder, exchange);
      case "PUT checksum" -> putChecksum(folder, exchange);
      case "GET json", "GET ancestry", "GET layer" -> get(folder, names[1]);
      default -> Reply.html(405);
    };
  }

  private Reply get(String folder, String file) throws IOException {
    if (!writes.exists(folder + file)) {
      return Reply.error(404, "Image not found");
    }
    if (writes.exists(folder + "_inprogress")) {
      return Reply.error(400, "Image is being uploaded, retry later");
    }
    Reply whole = Reply.json("").with("Cache-Control", "public, max-age=31536000");
    return new Reply(200, whole.headers(), Files.readAllBytes(writes.at(folder + file)));
  }

  private Reply putJson(String folder, String id, HttpExchange exchange) throws IOException {
    String json = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher parent = PARENT.matcher(json);
    Optional<String> above = parent.find() ? Optional.of(parent.group(1)) : Optional.empty();
    if (above.isPresent() && !writes.exists("images/" + above.get() + "/json")) {
      return Reply.error(400, "Image depends on a non existing parent");
    }
    if (writes.exists(folder + "json") && !writes.exists(folder + "_inprogress")) {
      return Reply.error(409, "Image already exists");
    }
    writes.write(folder + "_inprogress", "true");
    writes.unlink(folder + "_checksum");
    writes.write(folder + "json", json);
    Optional<String> ancestry = ancestry(id, above);
    if (ancestry.isEmpty()) {
      return Reply.html(500);
    }
    writes.write(folder + "ancestry", ancestry.get());
    return Reply.json("true");
  }

  /// That of the parent with the image in front; nothing when the parent has lost it.
  private Optional<String> ancestry(String id, Optional<String> parent) throws IOException {
    if (parent.isEmpty()) {
      return Optional.of("[\"" + id + "\"]");
    }
    return writes
        .text("images/" + parent.get() + "/ancestry")
        .map(above -> "[\"" + id + "\", " + above.substring(1));
  }

  private Reply putLayer(String folder, HttpExchange exchange) throws IOException {
    Optional<String> json = writes.text(folder + "json");
    if (json.isEmpty()) {
      return Reply.error(404, "Image not found");
    }
    if (writes.exists(folder + "layer") && !writes.exists(folder + "_inprogress")) {
      return Reply.error(409, "Image already exists");
    }
    var layer = new Copied(exchange.getRequestBody());
    writes.write(folder + "layer", layer);
    writes.write(folder + "_checksum", "[\"%s\"]".formatted(checksum(json.get(), layer.bytes())));
    return Reply.json("true");
  }

  private static String checksum(String json, byte[] layer) {
    byte[] head = (json + "\n").getBytes(UTF_8);
    var both = new byte[head.length + layer.length];
    System.arraycopy(head, 0, both, 0, head.length);
    System.arraycopy(layer, 0, both, head.length, layer.length);
    return Content.of("", both).digest();
  }

  private Reply putChecksum(String folder, HttpExchange exchange) throws IOException {
    String claimed = exchange.getRequestHeaders().getFirst("X-Docker-Checksum-Payload");
    if (!writes.exists(folder + "json")) {
      return Reply.error(404, "Image not found");
    }
    if (!writes.exists(folder + "_inprogress")) {
      return Reply.error(409, "Cannot set this image checksum");
    }
    String right = writes.text(folder + "_checksum").orElse("");
    if (claimed == null || !right.contains(claimed)) {
      return Reply.error(400, "Checksum mismatch");
    }
    writes.unlink(folder + "_inprogress");
    return Reply.json("true");
  }
}
