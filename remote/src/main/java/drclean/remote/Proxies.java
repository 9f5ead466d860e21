// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Refused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The proxies that an environment names by `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals
/// or small letters. This machine itself is never reached through one.
public final class Proxies extends ProxySelector {
  private final Map<String, Proxy> byScheme;
  private final List<String> direct;

  private Proxies(Map<String, Proxy> byScheme, List<String> direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  /// The proxies of an environment.
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        Map.of(
            "https", proxy("HTTPS_PROXY", environment), "http", proxy("HTTP_PROXY", environment)),
        Stream.of(value("NO_PROXY", environment).split(","))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList());
  }

  private static String value(String name, Map<String, String> environment) {
    String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return small.isBlank() ? environment.getOrDefault(name, "") : small;
  }

  private static Proxy proxy(String name, Map<String, String> environment) {
    String text = value(name, environment).strip();
    if (text.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    if (text.contains("@")) {
      throw new Refused(
          "refused: %s names a proxy with a login, which is not supported; name one without"
              .formatted(name));
    }
    return proxy(name, text);
  }

  private static Proxy proxy(String name, String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
      }
    } catch (IllegalArgumentException _) {
      // It is refused below like any other text that names no proxy.
    }
    throw new Refused("refused: %s is not http://host:port; mend it".formatted(name));
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return List.of(
        Address.loopback(host) || direct.stream().anyMatch(name -> covers(name, host, uri))
            ? Proxy.NO_PROXY
            : byScheme.getOrDefault(
                String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT), Proxy.NO_PROXY));
  }

  private static boolean covers(String name, String host, URI uri) {
    String bare = name.startsWith("*.") ? name.substring(1) : name;
    return name.equals("*")
        || host.equals(name)
        || (host + ":" + uri.getPort()).equals(name)
        || host.endsWith(bare.startsWith(".") ? bare : "." + bare);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException why) {}
}
