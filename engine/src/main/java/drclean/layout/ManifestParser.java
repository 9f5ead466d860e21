// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Walks a manifest once, as a stream. Every object with a `digest` (or `blobSum`) is a reference,
/// wherever it stands: fields that are not known yet keep what they name, too.
final class ManifestParser {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> REFERENCES =
      Set.of("config", "layers", "manifests", "blobs", "fsLayers");

  private final byte[] bytes;
  private final List<Descriptor> needs = new ArrayList<>();
  private Optional<Digest> subject = Optional.empty();
  private boolean recognised;
  private boolean schema1;

  ManifestParser(byte[] bytes) {
    this.bytes = bytes;
  }

  Parsed parse() {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Parsed.NotUnderstood("it is not a JSON object");
      }
      for (JsonToken token = json.nextToken();
          token == JsonToken.PROPERTY_NAME;
          token = json.nextToken()) {
        field(json);
      }
      if (json.nextToken() != null) {
        return new Parsed.NotUnderstood("something follows the JSON object");
      }
    } catch (JacksonException e) {
      return new Parsed.NotUnderstood("it is not JSON: " + e.getOriginalMessage());
    } catch (NoDigest e) {
      return new Parsed.NotUnderstood(String.valueOf(e.getMessage()));
    }
    return recognised
        ? new Parsed.Understood(new Manifest(needs, subject, schema1))
        : new Parsed.NotUnderstood("it has none of the fields of a manifest");
  }

  private void field(JsonParser json) {
    String name = json.currentName();
    recognised |= REFERENCES.contains(name);
    schema1 |= name.equals("fsLayers");
    json.nextToken();
    value(json, name, 0);
  }

  /// Reads one value; `depth` counts the objects around it, the manifest's own left out.
  private void value(JsonParser json, String field, int depth) {
    switch (json.currentToken()) {
      case START_OBJECT -> object(json, field, depth + 1);
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(json, field, depth);
        }
      }
      default -> {}
    }
  }

  private void object(JsonParser json, String field, int depth) {
    var seen = new Seen();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "digest", "blobSum" -> seen.digest(json);
        case "size" -> seen.size(json);
        case "mediaType" -> seen.mediaType(json);
        case "urls" -> seen.urls |= json.currentToken() == JsonToken.START_ARRAY;
        default -> {}
      }
      value(json, field, depth + 1);
    }
    for (String digest : seen.digests) {
      reference(
          digest,
          seen,
          field,
          depth == 1 && (REFERENCES.contains(field) || field.equals("subject")));
    }
  }

  private void reference(String text, Seen seen, String field, boolean descriptor) {
    Optional<Digest> digest = Digest.parse(text);
    if (digest.isEmpty()) {
      if (descriptor) {
        throw new NoDigest(
            "its field %s names %s, which is no digest".formatted(field, shortened(text)));
      }
      return;
    }
    if (field.equals("subject")) {
      subject = descriptor ? digest : subject;
      return;
    }
    needs.add(
        new Descriptor(
            digest.get(), seen.size, seen.role(field, descriptor), seen.urls || !descriptor));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /// What was seen of one object so far.
  private static final class Seen {
    private final List<String> digests = new ArrayList<>(1);
    private long size = -1;
    private String mediaType = "";
    private boolean urls;

    void digest(JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        digests.add(json.getString());
      }
    }

    void size(JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        size = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : json.getLongValue();
      }
    }

    void mediaType(JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        mediaType = json.getString();
      }
    }

    /// A child of an index may be a layer: BuildKit's cache indexes list layers as manifests.
    Role role(String field, boolean descriptor) {
      if (!field.equals("manifests") || !descriptor) {
        return Role.BLOB;
      }
      if (mediaType.contains(".manifest.") || mediaType.contains(".index.")) {
        return Role.CHILD;
      }
      boolean layer =
          mediaType.contains(".layer.")
              || mediaType.contains(".rootfs.")
              || mediaType.contains(".cacheconfig.");
      return layer ? Role.BLOB : Role.PERHAPS_CHILD;
    }
  }

  /// A reference that must be a digest is none.
  private static final class NoDigest extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1;

    NoDigest(String message) {
      super(message, null, false, false);
    }
  }
}
