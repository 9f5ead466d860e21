// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/// What a [StandIn] says.
interface Said {
  void write(Socket connection, String method) throws IOException;

  /// A whole answer; each header as `Name: value`.
  static Said of(int status, String content, String... headers) {
    return of(status, content.getBytes(UTF_8), headers);
  }

  static Said of(int status, byte[] content, String... headers) {
    return (connection, method) -> {
      OutputStream out = connection.getOutputStream();
      out.write(head(status, content.length, headers));
      out.write(method.equals("HEAD") ? new byte[0] : content);
      out.flush();
    };
  }

  static Said json(String content, String... headers) {
    return of(200, content, with(headers, "Content-Type: application/json"));
  }

  static Said manifest(TinyImage image, String... headers) {
    return of(200, image.manifest(), with(headers, "Content-Type: " + TinyImage.TYPE));
  }

  /// Promises more than it gives.
  static Said half(int status, String content) {
    return (connection, _) -> {
      OutputStream out = connection.getOutputStream();
      out.write(head(status, content.length() * 2));
      out.write(content.getBytes(UTF_8));
      out.flush();
    };
  }

  /// Closes the connection without a word.
  static Said nothing() {
    return (_, _) -> {};
  }

  /// Keeps the connection and says nothing until the other side goes.
  static Said silence() {
    return (connection, _) -> {
      while (connection.getInputStream().read() >= 0) {
        // Whatever comes is not answered.
      }
    };
  }

  /// Never ends, as long as the other side listens.
  static Said endless(int status) {
    return (connection, _) -> {
      OutputStream out = connection.getOutputStream();
      out.write(
          "HTTP/1.1 %d Endless\r\nConnection: close\r\n\r\n".formatted(status).getBytes(UTF_8));
      byte[] block = "[\"endless\",".repeat(1000).getBytes(UTF_8);
      while (true) {
        out.write(block);
      }
    };
  }

  private static String[] with(String[] headers, String more) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = more;
    return all;
  }

  private static byte[] head(int status, int length, String... headers) {
    var head = new StringBuilder("HTTP/1.1 %d Said\r\nConnection: close\r\n".formatted(status));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("Content-Length: %d\r\n\r\n".formatted(length)).toString().getBytes(UTF_8);
  }
}
