// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What proves who calls.
public sealed interface Login {
  /// A user's name and password.
  record Password(String user, Secret secret) implements Login {}

  /// A token that a token server takes instead of a password.
  record IdentityToken(Secret secret) implements Login {
    /// The user name under which credential stores keep such a token.
    static final String USER = "<token>";
  }

  /// The login that a credential store means by a name and a secret.
  static Login of(String user, Secret secret) {
    return user.equals(IdentityToken.USER) ? new IdentityToken(secret) : new Password(user, secret);
  }

  /// The secret part.
  Secret secret();

  /// The name by which it goes, which is no secret.
  default String user() {
    return switch (this) {
      case Password(var user, _) -> user;
      case IdentityToken _ -> IdentityToken.USER;
    };
  }

  /// The `Authorization` that it makes without a token server.
  default Secret basic() {
    return secret().basic(user());
  }
}
