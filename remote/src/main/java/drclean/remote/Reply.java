// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.http.HttpHeaders;

/// How a call ended.
sealed interface Reply {
  /// The server answered.
  record Got(int status, HttpHeaders headers, Body body) implements Reply {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    boolean ok() {
      return status >= 200 && status < 300;
    }

    boolean redirects() {
      return status >= 300 && status < 400 && !header("Location").isEmpty();
    }
  }

  /// The server answered that this caller may not.
  record Denied(String why) implements Reply {}

  /// No whole answer came.
  record Lost(String why, Sent sent) implements Reply {}

  /// The call led to where it must not go on, or cannot: asking again does not help.
  record Astray(String why) implements Reply {}

  /// Whether the server may have had the request.
  enum Sent {
    NO,
    PERHAPS
  }
}
