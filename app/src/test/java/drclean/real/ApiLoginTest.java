// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.remote.LiveRegistry;
import drclean.remote.LiveRegistry.Config;
import drclean.remote.TestApi;
import drclean.remote.TestCertificate;
import drclean.remote.TinyImage;
import drclean.remote.TokenServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's registry behind TLS asks who calls: a name and a password, or a token of a server.
class ApiLoginTest {
  private static final Map<String, String> LOGIN =
      Map.of("registry_username", TestApi.USER, "registry_password", TestApi.PASSWORD);

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
      registry.push(new TinyImage("one"), "team/app:b1");
      registry.push(new TinyImage("two"), "team/app:prod");
    }
  }

  private List<String> words(LiveRegistry registry, String command, String... options) {
    var api = new ThroughApi("https://" + registry.server(), folder).policy(ThroughApi.BUILDS);
    List<String> words =
        command.equals("untag") ? api.untagWords(options) : api.words(command, options);
    words.addAll(List.of("--ca-file", certificate.certificate().toString()));
    return words;
  }

  private boolean tagged(String tag) {
    return Files.exists(
        folder
            .resolve("registry/docker/registry/v2/repositories/team/app/_manifests/tags")
            .resolve(tag + "/current/link"));
  }

  private Config withPasswords() {
    try {
      Path file = Files.writeString(folder.resolve("htpasswd"), TestApi.HTPASSWD);
      return Config.OPEN
          .withTls(certificate)
          .withAuth("{htpasswd: {realm: test, path: \"%s\"}}".formatted(file));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Config withTokens(TokenServer tokens) {
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

  @Test
  void aPasswordOpensAndIsKeptNowhere() throws IOException {
    try (var registry = LiveRegistry.start(folder, withPasswords())) {
      Typed untag = ThroughApi.ended(0, Typed.in(LOGIN, words(registry, "untag")));
      assertThat(tagged("b1")).isFalse();
      Typed restore = ThroughApi.ended(0, Typed.in(LOGIN, words(registry, "restore")));

      assertThat(tagged("b1")).isTrue();
      assertThat(untag.said() + restore.said() + registry.log()).doesNotContain(TestApi.PASSWORD);
      assertThat(kept()).doesNotContain(TestApi.PASSWORD).contains("team/app");
    }
  }

  /// All that the command wrote.
  private String kept() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void aPasswordComesByStandardInput() throws IOException, InterruptedException {
    try (var registry = LiveRegistry.start(folder, withPasswords())) {
      var command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "drclean.cli.Main"));
      command.addAll(words(registry, "untag", "-u", TestApi.USER, "--password-stdin"));
      Path said = folder.resolve("said.txt");
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
      process.environment().keySet().removeIf(name -> name.startsWith("registry_"));
      var running = process.start();
      try (var in = running.getOutputStream()) {
        in.write((TestApi.PASSWORD + "\n").getBytes(UTF_8));
      }
      try {
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        running.destroyForcibly();
      }

      assertThat(running.exitValue()).as(Files.readString(said)).isZero();
      assertThat(tagged("b1")).isFalse();
    }
  }

  @Test
  void withoutALoginNothingGoesAndItIsSaidHowToGiveOne() {
    try (var registry = LiveRegistry.start(folder, withPasswords())) {
      Typed untag = ThroughApi.ended(3, Typed.in(Map.of(), words(registry, "untag")));

      assertThat(untag.err()).contains("it asks for a login", "--password-stdin");
      assertThat(tagged("b1")).isTrue();
    }
  }

  @Test
  void aTokenForEachScopeIsAskedForAndUsed() {
    try (var tokens = new TokenServer(certificate, "pull", "push", "delete");
        var registry = LiveRegistry.start(folder, withTokens(tokens))) {
      ThroughApi.ended(0, Typed.in(LOGIN, words(registry, "untag")));
      assertThat(tagged("b1")).isFalse();
      ThroughApi.ended(0, Typed.in(LOGIN, words(registry, "restore")));
      assertThat(tagged("b1")).isTrue();
    }
  }

  @Test
  void aTokenThatAllowsNoDeletionLeavesAllAsItIs() {
    try (var tokens = new TokenServer(certificate, "pull");
        var registry = LiveRegistry.start(folder, withTokens(tokens))) {
      Typed untag = ThroughApi.ended(1, Typed.in(LOGIN, words(registry, "untag")));

      assertThat(untag.err()).contains("team/app:b1 stays: it answers 401");
      assertThat(tagged("b1")).isTrue();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsEndsIt() {
    try (var registry = LiveRegistry.start(folder, withPasswords())) {
      List<String> words = words(registry, "untag", "--tries", "1");

      Typed untag = ThroughApi.ended(4, Typed.in(LOGIN, words.subList(0, words.size() - 2)));

      assertThat(untag.err()).contains("--ca-file", "--insecure");
    }
  }
}
