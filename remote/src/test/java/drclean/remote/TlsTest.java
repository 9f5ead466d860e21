// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a client trusts, and how it proves itself.
class TlsTest {
  private static final Said TAGS = Said.json("{\"tags\":[\"v1\"]}");

  @TempDir private static Path keys;
  @TempDir private Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void certified() {
    certificate = TestCertificate.make(keys);
  }

  @Test
  void aGivenAuthorityIsTrusted() {
    try (var registry = StandIn.tls(certificate, _ -> TAGS)) {
      assertThat(tags(registry, trusting(certificate, Optional.empty())).found()).isPresent();
      assertThat(Why.of(tags(registry, Tls.SYSTEM))).contains("no trusted TLS connection");
    }
  }

  @Test
  void aCertificateForAnotherNameIsNot() {
    TestCertificate other = TestCertificate.make(folder, "dns:other.example");
    try (var registry = StandIn.tls(other, _ -> TAGS)) {
      assertThat(Why.of(tags(registry, trusting(other, Optional.empty()))))
          .contains("no trusted TLS connection");
      assertThat(tags(registry, new Tls.Unverified(Optional.empty())).found()).isPresent();
    }
  }

  @Test
  void anOwnCertificateProvesWhoWeAre() {
    var own = Optional.of(new Tls.Own(certificate.certificate(), certificate.key()));
    try (var registry = StandIn.demanding(certificate, _ -> TAGS)) {
      assertThat(tags(registry, trusting(certificate, own)).found()).isPresent();
      assertThat(tags(registry, new Tls.Unverified(own)).found()).isPresent();
      assertThat(tags(registry, trusting(certificate, Optional.empty())))
          .isInstanceOf(Answer.Failed.class);
      assertThat(registry.seen()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sesame",
        "-----BEGIN PRIVATE KEY-----sesame-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----sesam-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----sesame-----END RSA PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nsesame\n-----END CERTIFICATE-----"
      })
  void aFileThatHoldsNothingOfUseIsRefusedAndNotRepeated(String content) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.pem"), content);
    for (Tls tls :
        new Tls[] {
          new Tls.Verified(Optional.of(bad), Optional.empty()),
          new Tls.Unverified(Optional.of(new Tls.Own(certificate.certificate(), bad))),
          new Tls.Unverified(Optional.of(new Tls.Own(bad, certificate.key())))
        }) {
      assertThatThrownBy(() -> TlsContext.of(tls))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("bad.pem")
          .hasMessageNotContaining("sesame");
    }
  }

  private static Tls trusting(TestCertificate authority, Optional<Tls.Own> own) {
    return new Tls.Verified(Optional.of(authority.certificate()), own);
  }

  private static Answer<Listing<String>> tags(StandIn registry, Tls tls) {
    try (var api =
        TestApi.v2(registry.address(), TestApi.settings().withTls(tls), TestApi.NOBODY)) {
      return api.tags("team/app");
    }
  }
}
