// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A manifest as a registry holds it: its bytes, which hash to its digest, and the type under which
/// it goes. All that is needed to put it back.
public record Stored(Digest digest, String type, byte[] bytes) {
  /// The config of an image, if the manifest names one.
  public Optional<Digest> config() {
    return Json.object(bytes)
        .flatMap(manifest -> Json.object(manifest, "config"))
        .flatMap(config -> Digest.parse(Json.text(config, "digest")));
  }

  /// Whether it is an empty index that stood in for a tag while that was deleted alone.
  public boolean placeholder() {
    return Json.object(bytes)
        .flatMap(manifest -> Json.object(manifest, "annotations"))
        .filter(annotations -> annotations.containsKey(Placeholder.NAME))
        .isPresent();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stored that
        && digest.equals(that.digest)
        && type.equals(that.type)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(digest, type);
  }

  @Override
  public String toString() {
    return digest + " (" + type + ", " + bytes.length + " bytes)";
  }
}
