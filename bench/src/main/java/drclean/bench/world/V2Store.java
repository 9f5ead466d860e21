// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/// The path forms of a v2 or v3 registry (facts: registry storage format).
record V2Store(Tree tree) {
  private static final String ROOT = "docker/registry/v2/";

  Blob blob(byte[] bytes) {
    var hex = Content.sha256(bytes);
    tree.folder(ROOT + "blobs/sha256/" + hex.substring(0, 2) + "/" + hex, Map.of("data", bytes));
    return new Blob(hex, bytes.length);
  }

  void layerLink(String repository, Blob layer) {
    link(in(repository) + "_layers/sha256/" + layer.hex(), layer);
  }

  void revisionLink(String repository, Blob manifest) {
    link(in(repository) + "_manifests/revisions/sha256/" + manifest.hex(), manifest);
  }

  /// What a tag points at now.
  void currentLink(String repository, String tag, Blob manifest) {
    link(in(repository) + "_manifests/tags/" + tag + "/current", manifest);
  }

  /// What a tag has ever pointed at.
  void historyLink(String repository, String tag, Blob manifest) {
    link(in(repository) + "_manifests/tags/" + tag + "/index/sha256/" + manifest.hex(), manifest);
  }

  private static String in(String repository) {
    return ROOT + "repositories/" + repository + "/";
  }

  private void link(String folder, Blob target) {
    tree.folder(folder, Map.of("link", ("sha256:" + target.hex()).getBytes(US_ASCII)));
  }
}
