// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The names under which a store may keep the login of a registry.
final class StoreKeys {
  private StoreKeys() {}

  /// The narrowest first: `host/team/app`, `host/team`, `host`.
  static List<String> of(Address address, String repository) {
    var keys = new ArrayList<String>();
    String key = address.authority() + "/" + repository;
    for (int end = key.length(); end > 0; end = key.lastIndexOf('/', end - 1)) {
      keys.add(key.substring(0, end));
    }
    keys.removeIf(name -> name.endsWith("/"));
    return keys;
  }

  /// A name as it stands in a store, brought to the form of [#of]: Docker writes whole addresses,
  /// of which only the host counts.
  static String normal(String name) {
    int scheme = name.indexOf("://");
    String bare = name.substring(scheme < 0 ? 0 : scheme + 3).replaceFirst("(/v[12])?/*$", "");
    int slash = bare.indexOf('/');
    int host = slash < 0 ? bare.length() : slash;
    String path = scheme < 0 ? bare.substring(host) : "";
    return bare.substring(0, host).toLowerCase(Locale.ROOT) + path;
  }
}
