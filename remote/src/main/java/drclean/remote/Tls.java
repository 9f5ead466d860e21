// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.nio.file.Path;
import java.util.Optional;

/// Whom to trust, and how to prove who we are, in the connection itself.
public sealed interface Tls {
  /// As the system does, and no proof of our own.
  Tls SYSTEM = new Verified(Optional.empty(), Optional.empty());

  /// Certificates are checked.
  ///
  /// @param authority a PEM file of authorities that are trusted besides the system's
  /// @param own what proves who we are
  record Verified(Optional<Path> authority, Optional<Own> own) implements Tls {}

  /// No certificate is checked: anybody on the way can read and change what is sent.
  record Unverified(Optional<Own> own) implements Tls {}

  /// Our own certificate chain and its private key (PKCS #8), both PEM files.
  record Own(Path certificate, Path key) {}

  /// What proves who we are.
  Optional<Own> own();
}
