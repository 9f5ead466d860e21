// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Attachments;
import drclean.registry.Digest;

/// Names of tags that speak of a manifest: `sha256-HEX`, and the same with `.sig` and its like.
final class Speaking {
  private static final int LONGEST = 64;

  private Speaking() {}

  static boolean name(String tag) {
    return Attachments.named(tag);
  }

  /// Whether a tag of this name speaks of this manifest.
  static boolean of(String tag, Digest digest) {
    String hex = digest.hex().substring(0, Math.min(LONGEST, digest.hex().length()));
    return name(tag) && (tag + ".").startsWith(digest.algorithm() + "-" + hex + ".");
  }
}
