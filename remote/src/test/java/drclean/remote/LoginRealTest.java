// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.remote.LiveRegistry.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins, as Debian's registry server asks for them over TLS: by itself, and by a token server.
class LoginRealTest {
  /// `somebody` and the password of [TestApi], as bcrypt keeps it.
  private static final TinyImage ONE = new TinyImage("one");

  private static final String APP = "team/app";
  private static final Credentials WRONG =
      Credentials.of(
          Optional.of(new Login.Password(TestApi.USER, Secret.of("not the password"))),
          Surroundings.here());

  @TempDir private static Path keys;
  @TempDir private Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void certified() {
    certificate = TestCertificate.make(keys);
  }

  @BeforeEach
  void pushed() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN)) {
      registry.push(ONE, APP + ":v1");
    }
  }

  @Test
  void aPasswordOpensTheRegistry() throws IOException {
    try (var registry = LiveRegistry.start(folder, withPasswords());
        var api = api(registry, TestApi.SOMEBODY)) {
      assertThat(api.tags(APP)).isEqualTo(listing("v1"));
      assertThat(api.deleteManifest(APP, ONE.digest())).isEqualTo(new Change.Done());
      assertThat(registry.log())
          .contains("\"DELETE /v2/team/app/manifests/" + ONE.digest() + " HTTP/2.0\" 202");
    }
  }

  @Test
  void aWrongPasswordDoesNot() throws IOException {
    try (var registry = LiveRegistry.start(folder, withPasswords());
        var api = api(registry, WRONG);
        var nobody = api(registry, TestApi.NOBODY)) {
      assertThat(api.tags(APP)).isInstanceOf(Answer.Denied.class);
      assertThat(api.deleteManifest(APP, ONE.digest())).isInstanceOf(Change.Denied.class);
      assertThat(Why.of(nobody.tags(APP))).contains("none is known for", "--password-stdin");
    }
  }

  @Test
  void aTokenServerIsAskedOncePerScope() {
    try (var tokens = new TokenServer(certificate, "pull", "delete");
        var registry = LiveRegistry.start(folder, withTokens(tokens));
        var api = api(registry, TestApi.SOMEBODY)) {
      assertThat(api.tags(APP)).isEqualTo(listing("v1"));
      assertThat(api.head(APP, "v1").found()).isPresent();
      assertThat(api.repositories()).isEqualTo(listing(APP));
      assertThat(api.deleteManifest(APP, ONE.digest())).isEqualTo(new Change.Done());

      assertThat(tokens.scopes())
          .containsExactly(
              "repository:team/app:pull", "registry:catalog:*", "repository:team/app:pull,delete");
    }
  }

  @Test
  void aTokenThatDoesNotAllowDeletionEndsIt() {
    try (var tokens = new TokenServer(certificate, "pull");
        var registry = LiveRegistry.start(folder, withTokens(tokens));
        var api = api(registry, TestApi.SOMEBODY)) {
      assertThat(api.deleteManifest(APP, ONE.digest())).isInstanceOf(Change.Denied.class);
      assertThat(api.head(APP, "v1").found()).isPresent();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefusedUnlessAsked() throws IOException {
    Settings careless = TestApi.settings().withTls(new Tls.Unverified(Optional.empty()));
    try (var registry = LiveRegistry.start(folder, withPasswords());
        var careful =
            TestApi.v2("https://" + registry.server(), TestApi.settings(), TestApi.SOMEBODY);
        var other = TestApi.v2("https://" + registry.server(), careless, TestApi.SOMEBODY)) {
      assertThat(Why.of(careful.tags(APP))).contains("--ca-file");
      assertThat(other.tags(APP)).isEqualTo(listing("v1"));
    }
  }

  private V2Api api(LiveRegistry registry, Credentials credentials) {
    Tls trusting = new Tls.Verified(Optional.of(certificate.certificate()), Optional.empty());
    return TestApi.v2(
        "https://" + registry.server(), TestApi.settings().withTls(trusting), credentials);
  }

  private Config withPasswords() throws IOException {
    Path file = Files.writeString(folder.resolve("htpasswd"), TestApi.HTPASSWD);
    return Config.OPEN
        .withTls(certificate)
        .withAuth("{htpasswd: {realm: test, path: \"%s\"}}".formatted(file));
  }

  private Config withTokens(TokenServer tokens) {
    return Config.OPEN
        .withTls(certificate)
        .withAuth(
            "{token: {realm: \"%s/token\", service: \"%s\", issuer: \"%s\", rootcertbundle: \"%s\"}}"
                .formatted(
                    tokens.address(),
                    TokenServer.SERVICE,
                    TokenServer.ISSUER,
                    certificate.certificate()));
  }

  private static Answer<?> listing(String... names) {
    return new Answer.Found<>(new Listing<>(List.of(names), Optional.empty()));
  }
}
