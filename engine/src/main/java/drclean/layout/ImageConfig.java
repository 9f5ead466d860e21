// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/// Reads what the configuration of an image says: OCI image specification, "Image Configuration",
/// and Docker's image JSON before it.
final class ImageConfig {
  private static final String CREATED = "org.opencontainers.image.created";

  private ImageConfig() {}

  /// What a configuration says of the image whose manifest has this media type.
  static Facts.Image of(JsonTree config, Optional<String> mediaType) {
    return new Facts.Image(
        mediaType,
        config.text("created").flatMap(ImageConfig::moment),
        Optional.of(labels(config)));
  }

  private static Map<String, String> labels(JsonTree config) {
    return Map.copyOf(config.object("config").object("Labels").texts());
  }

  /// The moment that a manifest's annotations name.
  static Optional<Instant> created(JsonTree manifest) {
    return manifest.object("annotations").text(CREATED).flatMap(ImageConfig::moment);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
