// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Says in words why an exchange broke.
final class Broken {
  private Broken() {}

  static Reply reply(Throwable broken) {
    if (has(broken, UnresolvedAddressException.class)) {
      return new Reply.Lost("its name is not known", Reply.Sent.NO);
    }
    if (has(broken, HttpConnectTimeoutException.class)) {
      return new Reply.Lost("no connection in time", Reply.Sent.NO);
    }
    if (has(broken, ConnectException.class)) {
      return new Reply.Lost("it refuses connections", Reply.Sent.NO);
    }
    return has(broken, SSLException.class)
        ? new Reply.Astray(
            "no trusted TLS connection (%s); see --ca-file and --insecure".formatted(last(broken)))
        : new Reply.Lost("the connection broke (%s)".formatted(last(broken)), Reply.Sent.PERHAPS);
  }

  private static boolean has(Throwable broken, Class<? extends Throwable> kind) {
    return causes(broken).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> causes(Throwable broken) {
    return Stream.iterate(broken, Objects::nonNull, Throwable::getCause).limit(20);
  }

  private static String last(Throwable broken) {
    return causes(broken)
        .reduce(broken, (_, deeper) -> deeper)
        .toString()
        .replaceFirst("^[\\w.$]*[.$]", "");
  }
}
