// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// Where a registry answers: scheme, host and port, and the path in front of its API, if any.
///
/// @param scheme `https` or `http`
/// @param host in lower case; an IPv6 address in brackets
/// @param port as written, -1 where none was
/// @param prefix empty, or a path that begins with a slash and does not end with one
public record Address(String scheme, String host, int port, String prefix) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0(:0){6}:1]");
  private static final int HIGHEST_PORT = 65535;
  private static final Pattern API = Pattern.compile("/+(v[12]/*)?$");

  /// The addresses that a text may mean, the one to be tried first in front: a bare host means
  /// `https`, and on this machine `http` after that.
  public static List<Address> parse(String text) {
    if (text.contains("://")) {
      return List.of(whole(text));
    }
    Address safe = whole("https://" + text);
    return safe.loopback()
        ? List.of(safe, new Address("http", safe.host, safe.port, safe.prefix))
        : List.of(safe);
  }

  private static Address whole(String text) {
    URI uri = uriOf(text);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw refused("an address that carries a login", "give it by -u and --password-stdin");
    }
    boolean web = scheme.equals("https") || scheme.equals("http");
    if (!web || odd(uri)) {
      throw refused(text, "write host[:port], or https://host[:port][/prefix]");
    }
    String prefix = API.matcher(Objects.requireNonNullElse(uri.getRawPath(), "")).replaceAll("");
    return new Address(scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), prefix);
  }

  /// A name like a scheme comes of a slash too few.
  private static boolean odd(URI uri) {
    return uri.getHost() == null
        || uri.getHost().matches("(?i)https?")
        || uri.getPort() == 0
        || uri.getPort() > HIGHEST_PORT
        || uri.getRawQuery() != null
        || uri.getFragment() != null;
  }

  private static URI uriOf(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getScheme() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // The text may hold a password: neither it nor the exception is shown.
    }
    throw refused("this text", "write host[:port], or https://host[:port][/prefix]");
  }

  private static Refused refused(String what, String wayOut) {
    return new Refused("refused: " + what + " is not the address of a registry; " + wayOut);
  }

  /// Whether what is sent there never leaves this machine.
  public boolean loopback() {
    return loopback(host);
  }

  static boolean loopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /// Whether nobody on the way can read what is sent there.
  public boolean confidential() {
    return scheme.equals("https") || loopback();
  }

  /// The host, and the port where one was given: how credential stores call a registry.
  public String authority() {
    return port < 0 ? host : host + ":" + port;
  }

  /// The place of an API path, which is encoded already and begins with a slash.
  URI uri(String path) {
    return URI.create(this + path);
  }

  /// As a person would write it.
  @Override
  public String toString() {
    return scheme + "://" + authority() + prefix;
  }
}
