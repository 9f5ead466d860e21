// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import drclean.registry.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// The entries of an `_index_images`, each byte for byte as it stands there: whatever a server or
/// another tool noted in them is kept with its order and its spelling.
final class V1Index {
  private static final JsonFactory JSON = new JsonFactory();

  private record Entry(Optional<Digest> image, String text) {}

  private V1Index() {}

  /// The list without images that are gone; nothing when it names none of them, or is not whole.
  static Optional<byte[]> without(byte[] list, Predicate<Digest> gone) {
    List<Entry> all = entries(list);
    List<String> rest =
        all.stream()
            .filter(entry -> entry.image().filter(gone).isEmpty())
            .map(Entry::text)
            .toList();
    return rest.size() == all.size()
        ? Optional.empty()
        : Optional.of(("[" + String.join(", ", rest) + "]").getBytes(ISO_8859_1));
  }

  /// Whether each entry of another list is one of this. A list that is not whole holds nothing and
  /// is held by none.
  static boolean holds(byte[] list, byte[] other) {
    var mine = new HashSet<String>();
    entries(list).forEach(entry -> mine.add(entry.text()));
    List<Entry> others = entries(other);
    boolean whole = !others.isEmpty() || new String(other, ISO_8859_1).strip().equals("[]");
    return whole && others.stream().allMatch(entry -> mine.contains(entry.text()));
  }

  private static List<Entry> entries(byte[] list) {
    var entries = new ArrayList<Entry>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), list)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return List.of();
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        entries.add(entry(json, list));
      }
      boolean whole = json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null;
      return whole ? entries : List.of();
    } catch (JacksonException _) {
      return List.of();
    }
  }

  private static Entry entry(JsonParser json, byte[] list) {
    int begin = (int) json.currentTokenLocation().getByteOffset();
    Optional<Digest> image = Optional.empty();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean id = json.currentName().equals("id");
      if (json.nextToken() == JsonToken.VALUE_STRING && id) {
        image = Digest.of(Digest.V1, json.getString());
      } else {
        json.skipChildren();
      }
    }
    int end = (int) json.currentLocation().getByteOffset();
    if (begin < 0 || end < begin) {
      throw new StreamReadException(json, "its bytes are not those of UTF-8");
    }
    return new Entry(image, new String(list, begin, end - begin, ISO_8859_1));
  }
}
