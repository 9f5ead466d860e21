// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLServerSocket;

/// A server that answers each request as a test wants it, byte by byte, and remembers what it was
/// asked. One request a connection.
final class StandIn implements AutoCloseable {
  private final ServerSocket socket;
  private final String scheme;
  private final Function<Seen, Said> script;
  private final List<Seen> seen = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();

  /// A request as it came over the wire.
  record Seen(String method, String target, Map<String, String> headers, String content) {
    String line() {
      return method + " " + target;
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String path() {
      return target.replaceFirst("\\?.*", "");
    }
  }

  private StandIn(ServerSocket socket, String scheme, Function<Seen, Said> script) {
    this.socket = socket;
    this.scheme = scheme;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  static StandIn plain(Function<Seen, Said> script) {
    try {
      var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      return new StandIn(socket, "http", script);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static StandIn tls(TestCertificate certificate, Function<Seen, Said> script) {
    try {
      var factory = certificate.server().getServerSocketFactory();
      var socket = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      return new StandIn(socket, "https", script);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// One that talks only to who proves itself in the connection.
  static StandIn demanding(TestCertificate certificate, Function<Seen, Said> script) {
    StandIn standIn = tls(certificate, script);
    ((SSLServerSocket) standIn.socket).setNeedClientAuth(true);
    return standIn;
  }

  String address() {
    return scheme + "://127.0.0.1:" + socket.getLocalPort();
  }

  /// Its address by another name of this machine: another host, as far as logins go.
  String otherName() {
    return scheme + "://localhost:" + socket.getLocalPort();
  }

  List<Seen> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  List<String> lines() {
    return seen().stream().map(Seen::line).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        synchronized (open) {
          open.add(connection);
        }
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      String first = line(in);
      if (!first.endsWith(" HTTP/1.1")) {
        return;
      }
      var headers = new HashMap<String, String>();
      for (String next = line(in); !next.isEmpty(); next = line(in)) {
        int colon = next.indexOf(':');
        headers.put(
            next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      String content = new String(in.readNBytes(length), UTF_8);
      String[] words = first.split(" ");
      var request = new Seen(words[0], words[1], headers, content);
      synchronized (seen) {
        seen.add(request);
      }
      script.apply(request).write(connection, words[0]);
    } catch (IOException _) {
      // The other side has gone.
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
      synchronized (open) {
        for (Socket connection : open) {
          connection.close();
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
