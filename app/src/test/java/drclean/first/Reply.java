// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What the stand-in answers: JSON where the original wrote JSON, HTML where its web server spoke.
record Reply(int status, Map<String, String> headers, byte[] body) {
  static Reply json(String text) {
    return of(200, "application/json", text);
  }

  static Reply error(int status, String why) {
    return of(status, "application/json", "{\"error\": %s}".formatted(quoted(why)));
  }

  static Reply html(int status) {
    return of(status, "text/html", "<html><body><h1>%d</h1></body></html>".formatted(status));
  }

  private static Reply of(int status, String type, String text) {
    return new Reply(status, Map.of("Content-Type", type), text.getBytes(UTF_8));
  }

  Reply with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  /// A text as JSON writes it.
  static String quoted(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < 0x20 || c > 0x7e || c == '"' || c == '\\'
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
