// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/// What of a URI may be shown and compared.
final class Place {
  private Place() {}

  /// Scheme, host, port and path, without a query and without a login.
  static String of(URI uri) {
    return origin(uri) + Objects.requireNonNullElse(uri.getRawPath(), "");
  }

  /// Scheme, host and port, the port always written.
  static String origin(URI uri) {
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host + ":" + port;
  }
}
