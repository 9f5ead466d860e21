// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A push of an image that is there to a v1 registry, under a new name: the index first, then each
/// image that the registry has not, from the oldest, then the tag.
record PushV1(String image, List<String> chain) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final String REPOSITORY = "repositories/library/pushed/";

  /// With its ancestors, from itself to the oldest.
  PushV1(World world, String image) {
    this(image, ancestry(world, image));
  }

  private static List<String> ancestry(World world, String image) {
    Tree.Node ancestry = world.tree().nodes().get("images/" + image + "/ancestry");
    return ID.matcher(ancestry.text()).results().map(MatchResult::group).toList();
  }

  /// The images that can be pushed.
  static List<PushV1> of(World world) {
    return world.tree().files().keySet().stream()
        .filter(path -> path.endsWith("/ancestry"))
        .map(path -> new PushV1(world, path.split("/", 3)[1]))
        .filter(push -> push.chain().stream().noneMatch(id -> uploading(world, id)))
        .toList();
  }

  private static boolean uploading(World world, String image) {
    return world.tree().has("images/" + image + "/_inprogress");
  }

  void images(MemoryStorage storage) {
    var index = new ArrayList<String>();
    chain.forEach(id -> index.add("{\"id\": \"%s\"}".formatted(id)));
    write(storage, REPOSITORY + "_index_images", index.toString());
    for (int at = chain.size() - 1; at >= 0; at--) {
      if (storage.stat("images/" + chain.get(at) + "/json").absent()) {
        send(storage, at);
      }
    }
  }

  private void send(MemoryStorage storage, int at) {
    String id = chain.get(at);
    List<String> ancestry = chain.subList(at, chain.size());
    String parent = ancestry.size() == 1 ? "" : ",\"parent\":\"" + ancestry.get(1) + "\"";
    String folder = "images/" + id + "/";
    write(storage, folder + "json", "{\"id\":\"" + id + "\"" + parent + "}");
    write(storage, folder + "ancestry", "[\"" + String.join("\", \"", ancestry) + "\"]");
    write(storage, folder + "layer", "layer of " + id);
    write(storage, folder + "_checksum", "[]");
  }

  void tag(MemoryStorage storage) {
    write(storage, REPOSITORY + "tag_pushed", image);
  }

  private static void write(MemoryStorage storage, String path, String text) {
    storage.put(path, text.getBytes(StandardCharsets.UTF_8), World.NOW);
  }
}
