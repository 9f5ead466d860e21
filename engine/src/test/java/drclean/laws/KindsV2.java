// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2World;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The kinds of documents that lie in v2 registries besides plain images and indexes.
enum KindsV2 {
  SCHEMA1,
  SCHEMA2,
  ARTIFACT,
  CACHE,
  BOTH_FIELDS,
  FOREIGN;

  private static final String OCI = "application/vnd.oci.image.";

  /// The document of this kind over these layers, and over a child where the kind has both.
  String of(String child, String... layers) {
    return switch (this) {
      case SCHEMA1 ->
          "{\"schemaVersion\":1,\"fsLayers\":[%s]}"
              .formatted(
                  Arrays.stream(layers)
                      .map(layer -> "{\"blobSum\":\"" + V2World.digest(layer) + "\"}")
                      .collect(Collectors.joining(",")));
      case SCHEMA2 ->
          V2World.image(layers)
              .replace(OCI + "manifest.v1", "application/vnd.docker.distribution.manifest.v2");
      case ARTIFACT ->
          "{\"mediaType\":\"application/vnd.oci.artifact.manifest.v1+json\",\"blobs\":[%s]}"
              .formatted(descriptors("application/octet-stream", layers));
      case CACHE ->
          "{\"schemaVersion\":2,\"mediaType\":\"%sindex.v1+json\",\"manifests\":[%s,%s]}"
              .formatted(
                  OCI,
                  descriptors(OCI + "layer.v1.tar+gzip", layers),
                  V2World.descriptor(
                      "application/vnd.buildkit.cacheconfig.v0", V2World.config(layers)));
      case BOTH_FIELDS ->
          with(
              V2World.image(layers),
              ",\"manifests\":[" + V2World.descriptor(OCI + "manifest.v1+json", child) + "]");
      case FOREIGN ->
          V2World.image(layers)
              .replace(
                  "\"layers\":[",
                  "\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"size\":9,\"digest\":\"%s\",\"urls\":[\"https://elsewhere.example/\"]},"
                      .formatted(V2World.digest("elsewhere")));
    };
  }

  /// The same index as Docker's manifest list.
  static String list(String index) {
    return index.replace(OCI + "index.v1", "application/vnd.docker.distribution.manifest.list.v2");
  }

  /// The same document with one more field.
  static String with(String json, String field) {
    return json.substring(0, json.length() - 1) + field + "}";
  }

  private static String descriptors(String mediaType, String... layers) {
    return Arrays.stream(layers)
        .map(layer -> V2World.descriptor(mediaType, layer))
        .collect(Collectors.joining(","));
  }
}
