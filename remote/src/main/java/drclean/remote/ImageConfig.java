// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an image says of itself: when it was made, and its labels. Nobody vouches for either.
public record ImageConfig(Optional<Instant> created, Map<String, String> labels) {
  public ImageConfig {
    labels = Map.copyOf(labels);
  }

  static Optional<ImageConfig> parse(byte[] bytes) {
    return Json.object(bytes)
        .map(config -> new ImageConfig(instant(Json.text(config, "created")), labels(config)));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> labels(Map<?, ?> config) {
    var labels = new HashMap<String, String>();
    Json.object(config, "config")
        .flatMap(inner -> Json.object(inner, "Labels"))
        .ifPresent(
            all ->
                all.keySet()
                    .forEach(name -> labels.put(name.toString(), Json.text(all, name.toString()))));
    return labels;
  }
}
