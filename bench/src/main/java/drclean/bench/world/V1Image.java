// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One image folder of a v1 registry (facts: registry v1 storage format).
final class V1Image {
  private final String id;
  private final List<String> parents;
  private final byte[] layer;

  private V1Image(List<String> parents, byte[] layer) {
    this.id = Content.sha256("image ".getBytes(US_ASCII), layer);
    this.parents = parents;
    this.layer = layer;
  }

  /// An image on top of its parents, the nearest first.
  static V1Image on(List<String> parents, byte[] layer) {
    return new V1Image(parents, layer);
  }

  String id() {
    return id;
  }

  void write(Tree tree) {
    var json = json();
    var sum = Content.sha256(json, "\n".getBytes(US_ASCII), layer);
    var checksum = "[\"sha256:" + sum + "\"]";
    tree.folder(
        "images/" + id,
        Map.of(
            "json",
            json,
            "ancestry",
            ancestry(),
            "layer",
            layer,
            "_checksum",
            checksum.getBytes(US_ASCII)));
  }

  private byte[] json() {
    var parent = parents.isEmpty() ? "" : "\"parent\":\"%s\",".formatted(parents.getFirst());
    return """
    {"id":"%s",%s"created":"2014-05-13T16:53:20Z","container_config":{"Cmd":["/bin/sh"]},\
    "docker_version":"1.9.1","architecture":"amd64","os":"linux","Size":%d}\
    """
        .formatted(id, parent, layer.length)
        .getBytes(US_ASCII);
  }

  private byte[] ancestry() {
    return Stream.concat(Stream.of(id), parents.stream())
        .collect(joining("\", \"", "[\"", "\"]"))
        .getBytes(US_ASCII);
  }
}
