// SPDX-License-Identifier: Apache-2.0
package drclean.real;

/// The two families of media types that a registry takes today.
public enum Dialect {
  OCI(
      "application/vnd.oci.image.manifest.v1+json",
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.oci.image.config.v1+json",
      "application/vnd.oci.image.layer.v1.tar+gzip"),
  DOCKER(
      "application/vnd.docker.distribution.manifest.v2+json",
      "application/vnd.docker.distribution.manifest.list.v2+json",
      "application/vnd.docker.container.image.v1+json",
      "application/vnd.docker.image.rootfs.diff.tar.gzip");

  final String image;
  final String index;
  final String config;
  final String layer;

  Dialect(String image, String index, String config, String layer) {
    this.image = image;
    this.index = index;
    this.config = config;
    this.layer = layer;
  }
}
