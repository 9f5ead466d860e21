// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a server wants a caller to prove who it is: RFC 9110, "WWW-Authenticate".
///
/// @param scheme in lower case
/// @param parameters by name in lower case
record Challenge(String scheme, Map<String, String> parameters) {
  static final String BASIC = "basic";
  static final String BEARER = "bearer";

  /// The scheme of a v1 registry that leaves the question to its index.
  static final String TOKEN = "token";

  private static final int LONGEST = 8 << 10;
  private static final Pattern WORD =
      Pattern.compile(
          "([A-Za-z0-9!#$%&'*+.^_`|~-]+)(?:\\s*=\\s*(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[^\\s,\"]*))?");

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /// All challenges of a reply, in order.
  static List<Challenge> all(HttpHeaders headers) {
    var all = new ArrayList<Challenge>();
    for (String header : headers.allValues("WWW-Authenticate")) {
      if (header.length() <= LONGEST) {
        all.addAll(parse(header));
      }
    }
    return all;
  }

  /// The one to answer: a token is better than a password.
  static Optional<Challenge> best(HttpHeaders headers) {
    List<Challenge> all = all(headers);
    return all.stream()
        .filter(challenge -> challenge.scheme.equals(BEARER))
        .findFirst()
        .or(() -> all.stream().filter(challenge -> challenge.scheme.equals(BASIC)).findFirst())
        .or(() -> all.stream().findFirst());
  }

  private static List<Challenge> parse(String header) {
    var challenges = new ArrayList<Challenge>();
    Map<String, String> parameters = new LinkedHashMap<>();
    String scheme = "";
    Matcher word = WORD.matcher(header);
    while (word.find()) {
      String name = word.group(1).toLowerCase(Locale.ROOT);
      Optional<String> value = Optional.ofNullable(word.group(2));
      if (value.isPresent()) {
        parameters.putIfAbsent(name, unquoted(value.get()));
      } else {
        add(challenges, scheme, parameters);
        scheme = name;
        parameters = new LinkedHashMap<>();
      }
    }
    add(challenges, scheme, parameters);
    return challenges;
  }

  private static void add(
      List<Challenge> challenges, String scheme, Map<String, String> parameters) {
    if (!scheme.isEmpty()) {
      challenges.add(new Challenge(scheme, parameters));
    }
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  /// The same challenge, made for whatever is asked next.
  Challenge forAnyScope() {
    var others = new LinkedHashMap<>(parameters);
    others.remove("scope");
    return new Challenge(scheme, others);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
