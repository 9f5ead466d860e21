// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls one registry as somebody: answers its challenges, proves nothing before it is asked, and
/// lets no secret into what is said afterwards.
final class Session implements AutoCloseable {
  private final Address address;
  private final Client client;
  private final Credentials credentials;
  private final Tokens tokens;
  private volatile Optional<Challenge> accepted = Optional.empty();

  Session(Address address, Settings settings, Credentials credentials) {
    this.address = address;
    this.client = new Client(settings);
    this.credentials = credentials;
    this.tokens = new Tokens(address, client);
  }

  Address address() {
    return address;
  }

  Map<Kind, Long> requests() {
    return client.requests();
  }

  /// Sends a call as nobody, and shows whatever comes.
  Reply anonymously(Call call) {
    return client.send(call);
  }

  boolean waited(int tries, Reply reply) {
    return client.waited(tries, reply);
  }

  /// Sends a call as who we are; that this is not enough becomes [Reply.Denied].
  Reply send(Call call) {
    Optional<Challenge> before = accepted;
    Reply reply = before.isPresent() ? proven(call, before.get()) : client.send(call);
    if (reply instanceof Reply.Got got && got.status() == 401) {
      reply = challenged(call, got, before);
    }
    return reply instanceof Reply.Got got && (got.status() == 401 || got.status() == 403)
        ? new Reply.Denied(Complaint.of(got).sentence() + whose(call))
        : reply;
  }

  /// Proves who we are in the way the registry asks for, unless just that was not enough.
  private Reply challenged(Call call, Reply.Got got, Optional<Challenge> before) {
    Optional<Challenge> challenge = Challenge.best(got.headers());
    if (challenge.isEmpty()) {
      return got;
    }
    if (before.isPresent() && challenge.get().scheme().equals(Challenge.BASIC)) {
      return got;
    }
    tokens.forget(call.scope());
    Reply reply = proven(call, challenge.get());
    if (reply instanceof Reply.Got then && then.status() != 401) {
      accepted = challenge.map(Challenge::forAnyScope);
    }
    return reply;
  }

  private Reply proven(Call call, Challenge challenge) {
    Optional<Credentials.Known> login;
    try {
      login = credentials.find(address, call.scope().repository());
    } catch (Refused refused) {
      return new Reply.Denied(String.valueOf(refused.getMessage()));
    }
    var secrets = new ArrayList<Secret>();
    login.ifPresent(
        known -> secrets.addAll(List.of(known.login().secret(), known.login().basic())));
    Reply reply =
        switch (proof(challenge, call.scope(), login.map(Credentials.Known::login))) {
          case Answer.Found<Secret>(var secret) -> {
            secrets.add(secret);
            yield client.send(call.by(Optional.of(secret)));
          }
          case Answer.Absent<Secret>(var why) -> new Reply.Denied(why);
          case Answer.Denied<Secret>(var why) -> new Reply.Denied(why);
          case Answer.Failed<Secret>(var why) -> new Reply.Lost(why, Reply.Sent.NO);
        };
    return hidden(reply, secrets);
  }

  private Answer<Secret> proof(Challenge challenge, Scope scope, Optional<Login> login) {
    return switch (challenge.scheme()) {
      case Challenge.BEARER ->
          tokens.token(challenge, scope, login).map(token -> token.secret().bearer());
      case Challenge.BASIC -> basic(login);
      case Challenge.TOKEN ->
          new Answer.Denied<>(
              "it runs in token mode (standalone: false), and only its index gives such tokens;"
                  + " clean its storage instead, or ask a registry that runs standalone");
      default ->
          new Answer.Denied<>(
              "it asks for a proof of another kind: " + Complaint.harmless(challenge.scheme()));
    };
  }

  private Answer<Secret> basic(Optional<Login> login) {
    if (login.isEmpty()) {
      return new Answer.Denied<>(
          "it asks for a login, and none is known for %s; give -u and --password-stdin"
              .formatted(address.authority()));
    }
    return address.confidential() || client.settings().plain() == Settings.Plain.ALLOWED
        ? new Answer.Found<>(login.get().basic())
        : new Answer.Denied<>(
            "it asks for a login, and none is sent over %s, where others can read it; use https"
                .formatted(address));
  }

  private String whose(Call call) {
    try {
      return credentials
          .find(address, call.scope().repository())
          .map(
              known ->
                  "; the login of %s comes from %s".formatted(known.login().user(), known.from()))
          .orElse("; no login is known for " + address.authority());
    } catch (Refused refused) {
      return "; " + refused.getMessage();
    }
  }

  private static Reply hidden(Reply reply, List<Secret> secrets) {
    return switch (reply) {
      case Reply.Got got when !got.ok() ->
          new Reply.Got(
              got.status(),
              got.headers(),
              new Body(hidden(got.body().text(), secrets).getBytes(UTF_8), got.body().end()));
      case Reply.Got got -> got;
      case Reply.Denied(var why) -> new Reply.Denied(hidden(why, secrets));
      case Reply.Lost(var why, var sent) -> new Reply.Lost(hidden(why, secrets), sent);
      case Reply.Astray(var why) -> new Reply.Astray(hidden(why, secrets));
    };
  }

  private static String hidden(String text, List<Secret> secrets) {
    String hidden = text;
    for (Secret secret : secrets) {
      hidden = secret.hiddenIn(hidden);
    }
    return hidden;
  }

  @Override
  public void close() {
    client.close();
  }
}
