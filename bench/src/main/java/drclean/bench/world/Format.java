// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.List;

/// The two image manifests in use: Docker's schema 2 and the OCI image specification's.
enum Format {
  DOCKER(
      "application/vnd.docker.distribution.manifest.v2+json",
      "application/vnd.docker.container.image.v1+json",
      "application/vnd.docker.image.rootfs.diff.tar.gzip"),
  OCI(
      "application/vnd.oci.image.manifest.v1+json",
      "application/vnd.oci.image.config.v1+json",
      "application/vnd.oci.image.layer.v1.tar+gzip");

  private final String manifestType;
  private final String configType;
  private final String layerType;

  Format(String manifestType, String configType, String layerType) {
    this.manifestType = manifestType;
    this.configType = configType;
    this.layerType = layerType;
  }

  byte[] manifest(Blob config, List<Blob> layers) {
    return """
    {
       "schemaVersion": 2,
       "mediaType": "%s",
       "config": %s,
       "layers": [%s]
    }\
    """
        .formatted(
            manifestType,
            descriptor(configType, config),
            layers.stream().map(layer -> descriptor(layerType, layer)).collect(joining(",")))
        .getBytes(UTF_8);
  }

  private static String descriptor(String mediaType, Blob blob) {
    return """
    {
          "mediaType": "%s",
          "size": %d,
          "digest": "sha256:%s"
       }\
    """
        .formatted(mediaType, blob.size(), blob.hex());
  }
}
