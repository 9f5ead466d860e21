// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.real.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An image as a client knows it: its name in a test, and those that it is built on, the nearest
/// first.
public record Image(String name, List<Image> parents) {
  /// A chain of images, the root first; the tip is the answer.
  public static Image chain(String... names) {
    var below = new ArrayList<Image>();
    for (String name : names) {
      below.addFirst(new Image(name, List.copyOf(below)));
    }
    return below.getFirst();
  }

  /// An image on this one.
  public Image child(String other) {
    return new Image(other, Stream.concat(Stream.of(this), parents.stream()).toList());
  }

  /// Its id: the hash of its name.
  public String id() {
    return id(name);
  }

  /// The id of the image with this name.
  public static String id(String name) {
    return Content.of("", name).hex();
  }

  /// All that a push of it names, the root first.
  List<Image> whole() {
    return Stream.concat(Stream.of(this), parents.stream()).toList().reversed();
  }

  byte[] json() {
    String parent =
        parents.isEmpty() ? "" : ",\"parent\":\"%s\"".formatted(parents.getFirst().id());
    return "{\"id\":\"%s\"%s,\"created\":\"2014-05-13T16:53:20Z\"}"
        .formatted(id(), parent)
        .getBytes(UTF_8);
  }

  /// Three blocks long, as the server writes it.
  byte[] layer() {
    return ("layer of " + name + " ").repeat(300_000 / (10 + name.length())).getBytes(UTF_8);
  }

  String checksum() {
    byte[] json = json();
    byte[] layer = layer();
    var both = new byte[json.length + 1 + layer.length];
    System.arraycopy(json, 0, both, 0, json.length);
    both[json.length] = '\n';
    System.arraycopy(layer, 0, both, json.length + 1, layer.length);
    return Content.of("", both).digest();
  }
}
