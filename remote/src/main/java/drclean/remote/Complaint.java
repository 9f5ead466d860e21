// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server says is wrong, short enough for a sentence and harmless on a terminal.
record Complaint(int status, String code, String message) {
  private static final int LONGEST = 200;

  /// Reads the errors of the distribution specification, of a v1 registry, and of a token server.
  static Complaint of(Reply.Got got) {
    Optional<Map<?, ?>> object = Json.object(got.body().bytes());
    Map<?, ?> said = object.orElse(Map.of());
    List<?> errors = Json.list(said, "errors");
    Map<?, ?> first = errors.isEmpty() ? said : Json.object(errors.getFirst()).orElse(said);
    String message = Json.text(first, "message") + Json.text(first, "error");
    return new Complaint(
        got.status(),
        harmless(Json.text(first, "code")),
        harmless(object.isEmpty() && html(got) ? "a page for people" : message));
  }

  private static boolean html(Reply.Got got) {
    return got.header("Content-Type").contains("html") || got.body().text().startsWith("<");
  }

  /// Without control characters, and not too long.
  static String harmless(String text) {
    String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
  }

  /// As `it answers 404 (NAME_UNKNOWN: repository name not known to registry)`.
  String sentence() {
    String both = code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message;
    return "it answers " + status + (both.isEmpty() ? "" : " (" + both + ")");
  }
}
