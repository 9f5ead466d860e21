// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Bond;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Item;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// A step as one line of a saved plan, and back.
final class StepJson {
  private StepJson() {}

  static void write(JsonGenerator json, Step step) {
    json.writeStartObject();
    json.writeStringProperty("do", step instanceof Step.Move ? "move" : "cut");
    json.writeStringProperty("kind", step.item().kind());
    item(json, step.item());
    json.writeStringProperty("path", step.path());
    json.writeNumberProperty("bytes", step.bytes());
    json.writeStringProperty("because", step.because());
    if (step instanceof Step.Move move) {
      bond(json, move.bond());
    }
    json.writeEndObject();
  }

  private static void bond(JsonGenerator json, Bond bond) {
    switch (bond) {
      case Bond.Alone _ -> {}
      case Bond.Subject(var subject) -> json.writeStringProperty("with", subject.toString());
      case Bond.Target(var target) -> json.writeStringProperty("pointsAt", spelt(target));
      case Bond.After(var path) -> json.writeStringProperty("after", path);
      case Bond.Listing(var images) -> json.writeStringProperty("without", spelt(images));
    }
  }

  private static void item(JsonGenerator json, Item item) {
    switch (item) {
      case Item.Tag(var repository, var name) -> named(json, repository, name);
      case Item.History(var repository, var tag, var digest) -> {
        named(json, repository, tag);
        digest(json, digest);
      }
      case Item.ManifestLink(var repository, var digest) -> linked(json, repository, digest);
      case Item.LayerLink(var repository, var digest) -> linked(json, repository, digest);
      case Item.Blob(var digest) -> digest(json, digest);
      case Item.Upload(var repository, var id) -> named(json, repository, id);
      case Item.Index(var repository) -> json.writeStringProperty("repository", repository);
      case Item.Metadata _, Item.Debris _, Item.Folder _ -> {}
    }
  }

  private static void named(JsonGenerator json, String repository, String name) {
    json.writeStringProperty("repository", repository);
    json.writeStringProperty("name", name);
  }

  private static void linked(JsonGenerator json, String repository, Digest digest) {
    json.writeStringProperty("repository", repository);
    digest(json, digest);
  }

  private static void digest(JsonGenerator json, Digest digest) {
    json.writeStringProperty("digest", spelt(digest));
  }

  /// With its algorithm, also for a v1 image.
  private static String spelt(Digest digest) {
    return digest.algorithm() + ":" + digest.hex();
  }

  /// Ids of v1 images, with spaces between them.
  private static String spelt(Set<Digest> images) {
    return images.stream().map(Digest::hex).sorted().collect(Collectors.joining(" "));
  }

  private static Set<Digest> images(String ids) {
    return Arrays.stream(ids.split(" "))
        .filter(id -> !id.isEmpty())
        .map(id -> new Digest(Digest.V1, id))
        .collect(Collectors.toSet());
  }

  /// The step that a line says.
  ///
  /// @throws IllegalArgumentException when it says none
  static Step read(Map<String, String> fields) {
    Item item = item(fields);
    String path = field(fields, "path");
    String because = field(fields, "because");
    return switch (field(fields, "do")) {
      case "move" ->
          new Step.Move(item, path, Long.parseLong(field(fields, "bytes")), because, bond(fields));
      case "cut" -> new Step.Cut(item, path, because);
      default -> throw new IllegalArgumentException("it says neither move nor cut");
    };
  }

  private static Bond bond(Map<String, String> fields) {
    if (fields.containsKey("with")) {
      return new Bond.Subject(digest(fields, "with"));
    }
    if (fields.containsKey("pointsAt")) {
      return new Bond.Target(digest(fields, "pointsAt"));
    }
    if (fields.containsKey("without")) {
      return new Bond.Listing(images(field(fields, "without")));
    }
    return fields.containsKey("after") ? new Bond.After(field(fields, "after")) : Bond.ALONE;
  }

  private static Item item(Map<String, String> fields) {
    return switch (field(fields, "kind")) {
      case "tag" -> new Item.Tag(field(fields, "repository"), field(fields, "name"));
      case "history" ->
          new Item.History(
              field(fields, "repository"), field(fields, "name"), digest(fields, "digest"));
      case "manifest-link" ->
          new Item.ManifestLink(field(fields, "repository"), digest(fields, "digest"));
      case "layer-link" ->
          new Item.LayerLink(field(fields, "repository"), digest(fields, "digest"));
      case "blob" -> new Item.Blob(digest(fields, "digest"));
      case "upload" -> new Item.Upload(field(fields, "repository"), field(fields, "name"));
      case "metadata" -> new Item.Metadata(field(fields, "path"));
      case "index" -> new Item.Index(field(fields, "repository"));
      case "debris" -> new Item.Debris(field(fields, "path"));
      case "folder" -> new Item.Folder(field(fields, "path"));
      default -> throw new IllegalArgumentException("no kind of item is called so");
    };
  }

  private static Digest digest(Map<String, String> fields, String name) {
    return Digest.parse(field(fields, name))
        .orElseThrow(() -> new IllegalArgumentException("its " + name + " is no digest"));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no \"" + name + "\"");
    }
    return value;
  }
}
