// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a manifest names under `config`, `layers`, `manifests` or `blobs`; the subject is not
/// needed by a pull.
record Reference(String mediaType, String digest) {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  boolean toManifest() {
    return mediaType.contains(".manifest.") || mediaType.contains(".index.");
  }

  static List<Reference> in(Content manifest) {
    var references = new ArrayList<Reference>();
    try (var json = JSON.createParser(ObjectReadContext.empty(), manifest.bytes())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        readField(json, references);
      }
    }
    return references;
  }

  private static void readField(JsonParser json, List<Reference> references) {
    var name = json.currentName();
    var value = json.nextToken();
    switch (name) {
      case "config" -> references.add(descriptor(json));
      case "layers", "manifests", "blobs" -> {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          references.add(descriptor(json));
        }
      }
      default -> skip(json, value);
    }
  }

  private static Reference descriptor(JsonParser json) {
    var mediaType = "";
    var digest = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      var value = json.nextToken();
      switch (name) {
        case "mediaType" -> mediaType = json.getString();
        case "digest" -> digest = json.getString();
        default -> skip(json, value);
      }
    }
    return new Reference(mediaType, digest);
  }

  private static void skip(JsonParser json, JsonToken value) {
    if (value.isStructStart()) {
      json.skipChildren();
    }
  }
}
