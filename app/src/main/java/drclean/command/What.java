// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Refused;
import java.util.regex.Pattern;

/// What a person asks about: a digest anywhere, a tag, or a manifest in one repository.
public sealed interface What {
  /// The beginning of a digest has at least so many digits, so that a tag of a repository called
  /// `sha256` can be named, too.
  int DIGITS = 7;

  /// With or without its algorithm.
  Pattern BEGINNING = Pattern.compile("(sha(256|512):)?[0-9a-f]{" + DIGITS + ",127}…?");

  /// `sha256:…`
  record Anywhere(Digest digest) implements What {}

  /// `team/app:v1`
  record Named(String repository, String tag) implements What {}

  /// `team/app@sha256:…`
  record Within(String repository, Digest digest) implements What {}

  /// `sha256:6c3c624…` or `6c3c624`, the beginning of a digest.
  record Beginning(String text) implements What {}

  /// What a text such as `team/app:v1` means.
  static What of(String text) {
    var digest = Digest.parse(text).or(() -> Digest.of(Digest.V1, text));
    if (BEGINNING.matcher(text).matches() && digest.isEmpty()) {
      return new Beginning(text.replace("…", ""));
    }
    int at = text.indexOf('@');
    if (at > 0) {
      String repository = text.substring(0, at);
      return Digest.parse(text.substring(at + 1))
          .<What>map(within -> new Within(repository, within))
          .orElseThrow(() -> unclear(text));
    }
    int colon = text.lastIndexOf(':');
    return digest
        .<What>map(Anywhere::new)
        .orElseGet(
            () -> {
              if (colon < 1 || colon == text.length() - 1) {
                throw unclear(text);
              }
              return new Named(text.substring(0, colon), text.substring(colon + 1));
            });
  }

  private static Refused unclear(String text) {
    return new Refused(
        "'%s' is neither a digest (sha256:…), nor repository:tag, nor repository@digest"
            .formatted(text));
  }
}
