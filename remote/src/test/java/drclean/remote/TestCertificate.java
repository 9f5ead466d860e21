// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of this machine that nobody trusts yet, made by `keytool`; as PEM files, too.
public record TestCertificate(Path folder, KeyStore store) {
  private static final String PASSWORD = "changeit";
  private static final String NAME = "own";

  /// Makes one in a folder.
  public static TestCertificate make(Path folder) {
    return make(folder, "dns:localhost,ip:127.0.0.1");
  }

  /// One for other names.
  static TestCertificate make(Path folder, String names) {
    Path file = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin/keytool");
    Tool.run(
        folder,
        keytool.toString(),
        "-genkeypair -keyalg RSA -keysize 2048 -validity 2 -dname CN=localhost"
            .concat(" -storetype PKCS12 -ext san=" + names + " -alias ")
            .concat(NAME + " -storepass " + PASSWORD + " -keystore " + file)
            .split(" "));
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      var made = new TestCertificate(folder, store);
      Files.writeString(made.certificate(), pem("CERTIFICATE", made.x509().getEncoded()));
      Files.writeString(made.key(), pem("PRIVATE KEY", made.privateKey().getEncoded()));
      return made;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
  }

  /// As a PEM file.
  public Path certificate() {
    return folder.resolve("certificate.pem");
  }

  /// Its key as a PEM file.
  public Path key() {
    return folder.resolve("key.pem");
  }

  Certificate x509() {
    try {
      return store.getCertificate(NAME);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  PrivateKey privateKey() {
    try {
      Key key = store.getKey(NAME, PASSWORD.toCharArray());
      return (PrivateKey) key;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /// What a server needs to use it.
  SSLContext server() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
