// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/// What the server said to one request.
public final class Answer {
  private final HttpResponse<byte[]> response;

  Answer(HttpResponse<byte[]> response) {
    this.response = response;
  }

  public int status() {
    return response.statusCode();
  }

  public HttpHeaders headers() {
    return response.headers();
  }

  public byte[] body() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), UTF_8);
  }

  /// A header that must be there.
  public String header(String name) {
    return headers()
        .firstValue(name)
        .orElseThrow(() -> new AssertionError(name + " missing: " + this));
  }

  /// This answer, or a failed test that shows it.
  public Answer expect(int status) {
    if (status() != status) {
      throw new AssertionError("expected %d, but %s".formatted(status, this));
    }
    return this;
  }

  @Override
  public String toString() {
    var request = response.request();
    return "%s %s answered %d: %s".formatted(request.method(), request.uri(), status(), text());
  }
}
