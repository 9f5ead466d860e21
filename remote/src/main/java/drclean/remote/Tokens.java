// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serial;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks token servers for tokens, and remembers each as long as it is good. See the distribution
/// documentation, "Token Authentication Specification" and "Oauth2 Token Authentication".
final class Tokens {
  private static final int MOST_REMEMBERED = 1000;
  private static final int MOST_BYTES = 256 << 10;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Address address;
  private final Client client;
  private final Map<String, Token> remembered =
      new LinkedHashMap<>() {
        @Serial private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Tokens(Address address, Client client) {
    this.address = address;
    this.client = client;
  }

  /// A token for this scope.
  Answer<Token> token(Challenge challenge, Scope scope, Optional<Login> login) {
    Optional<Token> known = known(scope);
    if (known.isPresent()) {
      return new Answer.Found<>(known.get());
    }
    Answer<Token> fresh =
        realm(challenge, login).then(realm -> ask(realm, form(challenge, scope), login));
    fresh.found().ifPresent(token -> remember(scope, token));
    return fresh;
  }

  /// The token of this scope is good no more.
  void forget(Scope scope) {
    synchronized (remembered) {
      remembered.remove(scope.text());
    }
  }

  private Optional<Token> known(Scope scope) {
    synchronized (remembered) {
      return Optional.ofNullable(remembered.get(scope.text()))
          .filter(token -> token.good(client.settings().pause().now()));
    }
  }

  private void remember(Scope scope, Token token) {
    synchronized (remembered) {
      remembered.put(scope.text(), token);
    }
  }

  /// Where the token server is. Who could have changed the challenge, or can read what is sent
  /// there, gets no login.
  private Answer<URI> realm(Challenge challenge, Optional<Login> login) {
    URI realm;
    try {
      realm = URI.create(challenge.parameter("realm"));
    } catch (IllegalArgumentException _) {
      return new Answer.Denied<>("it names no token server");
    }
    String scheme = String.valueOf(realm.getScheme());
    if (realm.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return new Answer.Denied<>("it names no token server");
    }
    boolean safe =
        address.confidential() && (scheme.equals("https") || Address.loopback(realm.getHost()));
    return safe || login.isEmpty() || client.settings().plain() == Settings.Plain.ALLOWED
        ? new Answer.Found<>(realm)
        : new Answer.Denied<>(
            "it sends callers to the token server %s, and no login goes there unencrypted"
                .formatted(Place.origin(realm)));
  }

  private static Map<String, String> form(Challenge challenge, Scope scope) {
    var form = new LinkedHashMap<String, String>();
    form.put("service", challenge.parameter("service"));
    Set<String> scopes = new LinkedHashSet<>();
    scopes.add(scope.text());
    scopes.addAll(List.of(challenge.parameter("scope").split(" ")));
    form.put(
        "scope", scopes.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" ")));
    form.values().removeIf(String::isEmpty);
    return form;
  }

  private Answer<Token> ask(URI realm, Map<String, String> form, Optional<Login> login) {
    if (login.isPresent() && login.get() instanceof Login.IdentityToken(var secret)) {
      Reply reply = client.send(post(realm, form, secret));
      boolean unknown =
          reply instanceof Reply.Got got && (got.status() == 404 || got.status() == 405);
      return unknown ? answer(realm, client.send(get(realm, form, login))) : answer(realm, reply);
    }
    return answer(realm, client.send(get(realm, form, login)));
  }

  private static Call get(URI realm, Map<String, String> form, Optional<Login> login) {
    String query =
        form.entrySet().stream().flatMap(Tokens::fields).collect(Collectors.joining("&"));
    String sign = realm.getRawQuery() == null ? "?" : "&";
    URI uri = query.isEmpty() ? realm : URI.create(realm + sign + query);
    return Call.get(Kind.TOKEN, uri, Scope.NONE).atMost(MOST_BYTES).by(login.map(Login::basic));
  }

  /// In a query several scopes are several fields.
  private static Stream<String> fields(Map.Entry<String, String> field) {
    return field.getKey().equals("scope")
        ? Stream.of(field.getValue().split(" ")).map(text -> encoded(Map.entry("scope", text)))
        : Stream.of(encoded(field));
  }

  private static Call post(URI realm, Map<String, String> form, Secret secret) {
    var fields = new LinkedHashMap<>(form);
    fields.put("grant_type", "refresh_token");
    fields.put("client_id", "dr-clean");
    fields.put("refresh_token", secret.reveal());
    String content =
        fields.entrySet().stream().map(Tokens::encoded).collect(Collectors.joining("&"));
    return Call.post(realm, FORM, content.getBytes(UTF_8)).atMost(MOST_BYTES);
  }

  private static String encoded(Map.Entry<String, String> field) {
    return field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8);
  }

  private Answer<Token> answer(URI realm, Reply reply) {
    String server = "the token server " + Place.origin(realm) + ": ";
    return switch (reply) {
      case Reply.Got got when got.ok() ->
          Json.object(got.body().bytes())
              .flatMap(said -> Token.of(said, client.settings().pause().now()))
              .<Answer<Token>>map(Answer.Found::new)
              .orElseGet(() -> new Answer.Failed<>(server + "it gives no token"));
      case Reply.Got got when got.status() == 401 || got.status() == 403 ->
          new Answer.Denied<>(server + Complaint.of(got).sentence());
      case Reply.Got got -> new Answer.Failed<>(server + Complaint.of(got).sentence());
      case Reply.Denied(var why) -> new Answer.Denied<>(server + why);
      case Reply.Lost(var why, _) -> new Answer.Failed<>(server + why);
      case Reply.Astray(var why) -> new Answer.Failed<>(server + why);
    };
  }
}
