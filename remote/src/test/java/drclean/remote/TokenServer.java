// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Gives tokens that `docker-registry` believes, over TLS, to who knows the password of [TestApi];
/// and for no more than it is set to allow.
public final class TokenServer implements AutoCloseable {
  /// For whom its tokens are.
  public static final String SERVICE = "registry of a test";

  /// From whom they are.
  public static final String ISSUER = "issuer of a test";

  private final TestCertificate certificate;
  private final List<String> allowed;
  private final List<String> scopes = new ArrayList<>();
  private final StandIn server;

  /// One that allows these actions.
  public TokenServer(TestCertificate certificate, String... allowed) {
    this.certificate = certificate;
    this.allowed = List.of(allowed);
    this.server = StandIn.tls(certificate, this::answer);
  }

  /// Where it answers.
  public String address() {
    return server.address();
  }

  /// The scopes asked for, several in one request with a space between.
  List<String> scopes() {
    synchronized (scopes) {
      return List.copyOf(scopes);
    }
  }

  private Said answer(StandIn.Seen seen) {
    if (!seen.header("Authorization")
        .equals(Secret.of(TestApi.PASSWORD).basic(TestApi.USER).reveal())) {
      return Said.of(401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"who?\"}]}");
    }
    List<String> wanted =
        Stream.of(seen.target().replaceFirst(".*\\?", "").split("&"))
            .filter(field -> field.startsWith("scope="))
            .map(field -> URLDecoder.decode(field.substring("scope=".length()), UTF_8))
            .toList();
    synchronized (scopes) {
      scopes.add(String.join(" ", wanted));
    }
    return Said.json("{\"token\":\"%s\",\"expires_in\":300}".formatted(token(wanted)));
  }

  private String token(List<String> wanted) {
    String header =
        "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"%s\"]}"
            .formatted(Base64.getEncoder().encodeToString(encoded()));
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"jti\":\"1\",\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"access\":[%s]}"
            .formatted(
                ISSUER,
                TestApi.USER,
                SERVICE,
                now,
                now - 10,
                now + 300,
                wanted.stream().map(this::access).collect(joining(",")));
    String signed = part(header.getBytes(UTF_8)) + "." + part(claims.getBytes(UTF_8));
    return signed + "." + part(signature(signed));
  }

  private String access(String scope) {
    String[] parts = scope.split(":");
    String actions =
        Stream.of(parts[2].split(","))
            .filter(action -> parts[0].equals("registry") || allowed.contains(action))
            .collect(joining("\",\"", "[\"", "\"]"));
    return "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":%s}"
        .formatted(parts[0], parts[1], actions);
  }

  private byte[] encoded() {
    try {
      return certificate.x509().getEncoded();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private byte[] signature(String text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(certificate.privateKey());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.close();
  }
}
