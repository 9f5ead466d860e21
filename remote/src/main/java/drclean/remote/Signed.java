// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A manifest of the first schema comes with signatures that are no part of what its digest is of;
/// see Docker's image manifest v2, schema 1, "Signed Manifests".
final class Signed {
  static final String TYPE = "application/vnd.docker.distribution.manifest.v1+prettyjws";

  private Signed() {}

  /// The bytes that were signed, or nothing when these are not such a manifest.
  static Optional<byte[]> payload(byte[] bytes) {
    try {
      return Json.object(bytes)
          .map(manifest -> Json.list(manifest, "signatures"))
          .filter(signatures -> !signatures.isEmpty())
          .map(List::getFirst)
          .flatMap(Json::object)
          .flatMap(signature -> Json.object(decoded(Json.text(signature, "protected"))))
          .map(heading -> cut(bytes, heading));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] cut(byte[] bytes, Map<?, ?> heading) {
    int length = Integer.parseInt(Json.text(heading, "formatLength"));
    if (length < 0 || length > bytes.length) {
      throw new IllegalArgumentException("longer than it is");
    }
    var payload = new ByteArrayOutputStream();
    payload.write(bytes, 0, length);
    payload.writeBytes(decoded(Json.text(heading, "formatTail")));
    return payload.toByteArray();
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text.getBytes(UTF_8));
  }
}
