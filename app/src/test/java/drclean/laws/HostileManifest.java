// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2;
import drclean.layout.V2World;
import drclean.registry.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Manifests and images as an enemy would push them, each under its right digest and linked.
enum HostileManifest {
  BRACKETS("[".repeat(100_000)),
  OBJECTS("{\"layers\":".repeat(50_000)),
  GARBAGE("\u0000\u00ff\u0001{".repeat(1 << 20)),
  CLIMBING("{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:../../../../etc/passwd\"}}"),
  SLASHES("{\"layers\":[{\"digest\":\"sha256:/etc/passwd\",\"size\":1}]}"),
  NUL("{\"layers\":[{\"digest\":\"sha256:\\u0000\\u0000\",\"size\":1}]}"),
  TWICE("{\"layers\":[],\"layers\":[{\"digest\":\"%s\"}],\"layers\":[],\"layers\":7}"),
  NUMBERS("{\"schemaVersion\":1e999999999,\"layers\":[{\"size\":%s,\"digest\":\"%s\"}]}"),
  NEGATIVE("{\"manifests\":[{\"size\":-9223372036854775808,\"digest\":\"%s\"}]}"),
  ITS_OWN_SUBJECT("{\"layers\":[],\"subject\":{\"digest\":\"%s\"}}"),
  MANY("{\"layers\":[" + "{\"digest\":\"%s\"},".repeat(20_000) + "{}]}"),
  ODD_ALGORITHM("{\"layers\":[{\"digest\":\"md5:0123456789abcdef0123456789abcdef\"}]}");

  private final String form;

  HostileManifest(String form) {
    this.form = form;
  }

  /// Its text, which needs this digest where it needs one.
  String text(Digest needed) {
    return form.replaceFirst("\"size\":%s", "\"size\":" + "9".repeat(5_000))
        .replace("%s", needed.toString());
  }

  void push(Path root, String repository, Digest needed) throws IOException {
    Digest digest = V2World.digest(text(needed));
    Path base = root.resolve(V2.BASE);
    String hex = digest.hex();
    HostileTree.write(
        base.resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data"), text(needed));
    Path manifests = base.resolve("repositories/" + repository + "/_manifests");
    for (String link : List.of("revisions/sha256/" + hex, "tags/hostile/current")) {
      HostileTree.write(manifests.resolve(link).resolve("link"), digest.toString());
    }
  }

  /// The same texts in the place of what a v1 image says of itself.
  void spoil(Path image, Digest needed) throws IOException {
    HostileTree.write(image.resolve("json"), text(needed));
    HostileTree.write(image.resolve("ancestry"), text(needed).replace("sha256:", ""));
  }
}
