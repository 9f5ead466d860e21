// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import drclean.registry.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Makes what the JDK wants out of PEM files.
final class TlsContext {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContext() {}

  static SSLContext of(Tls tls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(tls.own().map(TlsContext::proof).orElse(null), trust(tls), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager[] trust(Tls tls) throws GeneralSecurityException {
    return switch (tls) {
      case Tls.Unverified _ -> new TrustManager[] {new Trusting()};
      case Tls.Verified(var authority, _) ->
          authority.isEmpty() ? managers(null) : managers(trusted(authority.get()));
    };
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /// The authorities of a file, and those that the system trusts.
  private static KeyStore trusted(Path file) throws GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("given-" + number++, certificate);
    }
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager system) {
        for (X509Certificate certificate : system.getAcceptedIssuers()) {
          store.setCertificateEntry("system-" + number++, certificate);
        }
      }
    }
    return store;
  }

  private static KeyManager[] proof(Tls.Own own) {
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "own",
          key(own.key()),
          NO_PASSWORD,
          certificates(own.certificate()).toArray(Certificate[]::new));
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw refused(own.key(), "does not belong to " + own.certificate(), "name the right pair");
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException _) {
      // It is refused below, as a file without certificates is.
    }
    throw refused(file, "holds no certificate", "name a PEM file");
  }

  private static Key key(Path file) {
    Matcher pem = KEY.matcher(new String(bytes(file), US_ASCII));
    Optional<PKCS8EncodedKeySpec> spec = pem.find() ? decoded(pem.group(1)) : Optional.empty();
    return spec.stream()
        .flatMap(it -> ALGORITHMS.stream().map(algorithm -> key(algorithm, it)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    file,
                    "holds no private key that can be read",
                    "make one by openssl pkcs8 -topk8 -nocrypt"));
  }

  private static Optional<PKCS8EncodedKeySpec> decoded(String base64) {
    try {
      return Optional.of(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Key> key(String algorithm, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (InvalidKeySpecException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException _) {
      throw refused(file, "cannot be read", "name a file that this user may read");
    }
  }

  private static Refused refused(Path file, String why, String wayOut) {
    return new Refused("refused: %s %s; %s".formatted(file, why, wayOut));
  }
}
