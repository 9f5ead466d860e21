// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Ints;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the ids out of the small JSON files of a v1 registry, as a stream. Any bytes give an
/// answer; ids that stand before or beside damage are kept.
final class V1Json {
  private static final JsonFactory JSON = new JsonFactory();

  private final Digests digests;
  private final Ints ids = new Ints();
  private String wrong = "";

  private V1Json(Digests digests) {
    this.digests = digests;
  }

  /// What a file of one form is read with.
  interface Form {
    V1Named read(byte[] bytes, Digests digests);
  }

  /// `ancestry`: an array of ids, the image itself first, the root last.
  static V1Named ancestry(byte[] bytes, Digests digests) {
    V1Named named = new V1Json(digests).read(bytes, V1Json::strings);
    return named.whole() && named.ids().length == 0 ? named.torn("it names no image") : named;
  }

  /// `json`: an object whose field `parent` names an image, or is absent in a root.
  static V1Named parent(byte[] bytes, Digests digests) {
    return new V1Json(digests).read(bytes, V1Json::parents);
  }

  /// `_index_images`: an array of objects, each with an `id`.
  static V1Named index(byte[] bytes, Digests digests) {
    return new V1Json(digests).read(bytes, V1Json::objects);
  }

  /// `_images_list`: an array of ids.
  static V1Named list(byte[] bytes, Digests digests) {
    return new V1Json(digests).read(bytes, V1Json::strings);
  }

  private interface Walk {
    void over(V1Json reader, JsonParser json);
  }

  private V1Named read(byte[] bytes, Walk walk) {
    if (bytes.length == 0) {
      return new V1Named(V1Named.State.TORN, new int[0], "it is empty", 0);
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      walk.over(this, json);
      if (json.nextToken() != null) {
        wrong("something follows its end");
      }
    } catch (JacksonException e) {
      wrong("it is not whole JSON: " + e.getOriginalMessage());
    }
    return V1Named.of(ids, wrong, bytes.length);
  }

  private void strings(JsonParser json) {
    if (array(json)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        id(json);
      }
    }
  }

  private void objects(JsonParser json) {
    if (array(json)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        field(json, "id");
      }
    }
  }

  private void parents(JsonParser json) {
    field(json, "parent");
  }

  private boolean array(JsonParser json) {
    return is(json, JsonToken.START_ARRAY, "it is not a JSON array");
  }

  /// Whether the value here begins so; one that does not is passed over and wrong.
  private boolean is(JsonParser json, JsonToken beginning, String otherwise) {
    boolean so = json.currentToken() == beginning;
    if (!so) {
      wrong(otherwise);
      json.skipChildren();
    }
    return so;
  }

  private void field(JsonParser json, String name) {
    if (!is(json, JsonToken.START_OBJECT, "it holds something that is not a JSON object")) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals(name);
      JsonToken value = json.nextToken();
      if (wanted && value != JsonToken.VALUE_NULL) {
        id(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void id(JsonParser json) {
    if (!is(json, JsonToken.VALUE_STRING, "it holds something that is not the id of an image")) {
      return;
    }
    int id = id(json.getString(), digests);
    if (id == Digests.NONE) {
      wrong("it holds a text that is not the id of an image");
    } else {
      ids.add(id);
    }
  }

  private void wrong(String what) {
    wrong = wrong.isEmpty() ? what : wrong;
  }

  /// The int of the image whose id a text is, [Digests#NONE] when it is no id.
  static int id(String text, Digests digests) {
    long[] words = new long[4];
    return Digests.pack(text, words, 0)
        ? digests.intern(words, 1)[0]
        : Digest.of(Digest.V1, text).map(digests::intern).orElse(Digests.NONE);
  }
}
