// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// A manifest that speaks of another: a signature, an attestation, a bill of materials.
public record Referrer(Digest digest, String type, String artifactType) {
  /// The referrers that an index lists.
  static Page.Form<Referrer> listed() {
    return content -> {
      if (!content.containsKey("manifests")) {
        return Optional.empty();
      }
      var found = new ArrayList<Referrer>();
      for (Object entry : Json.list(content, "manifests")) {
        Json.object(entry).flatMap(Referrer::of).ifPresent(found::add);
      }
      return Optional.of(new Page<>(found, ""));
    };
  }

  private static Optional<Referrer> of(Map<?, ?> entry) {
    return Digest.parse(Json.text(entry, "digest"))
        .map(
            digest ->
                new Referrer(
                    digest, Json.text(entry, "mediaType"), Json.text(entry, "artifactType")));
  }
}
