// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where logins are found, and which comes first.
class CredentialsTest {
  private static final Address REGISTRY = Address.parse("registry.example:5000").getFirst();

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Path current;

  @BeforeEach
  void folders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    current = Files.createDirectory(folder.resolve("current"));
    environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
  }

  @Test
  void eachSourceComesBeforeThoseAfterIt() throws IOException {
    write(home.resolve(".dockercfg"), "{\"registry.example:5000\":{%s}}", auth("a", "dockercfg"));
    assertThat(found()).isEqualTo("a dockercfg");

    write(home.resolve(".docker/config.json"), auths("registry.example:5000"), auth("a", "docker"));
    assertThat(found()).isEqualTo("a docker");

    write(
        home.resolve(".config/containers/auth.json"),
        auths("registry.example:5000"),
        auth("a", "podman"));
    assertThat(found()).isEqualTo("a podman");

    write(
        folder.resolve("run/containers/auth.json"),
        auths("registry.example:5000"),
        auth("a", "run"));
    assertThat(found()).isEqualTo("a run");

    write(folder.resolve("named.json"), auths("registry.example:5000"), auth("a", "named"));
    environment.put("REGISTRY_AUTH_FILE", folder.resolve("named.json").toString());
    assertThat(found()).isEqualTo("a named");

    write(
        current.resolve("credentials.properties"),
        "registry_username=b\nregistry_password=c\n%s",
        "");
    assertThat(found()).isEqualTo("b c");

    environment.put("registry_username", "d");
    environment.put("registry_password", "e");
    assertThat(found()).isEqualTo("d e");

    assertThat(
            found(
                Credentials.of(Optional.of(new Login.Password("f", Secret.of("g"))), around()), ""))
        .isEqualTo("f g");
  }

  @Test
  void thePropertiesFileKeepsWhatStandsInIt() throws IOException {
    write(
        current.resolve("credentials.properties"),
        String.join(
            "\r\n",
            "# registry_password=old",
            "",
            " registry_password = p=a:s\\s#w!rd== ",
            "other",
            "registry_username=us er",
            "%s"),
        "");

    assertThat(found()).isEqualTo("us er p=a:s\\s#w!rd==");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry_username=registry_username_goes_here;registry_password=registry_password_goes_here",
        "registry_username=me",
        "registry_password=it",
        "registry_username=;registry_password=",
        ""
      })
  void aPropertiesFileWithoutBothIsNone(String content) throws IOException {
    write(current.resolve("credentials.properties"), "%s", content.replace(';', '\n'));
    environment.put("registry_username", "only the name");

    assertThat(found()).isEqualTo("none");
  }

  @Test
  void theNarrowestNameInAStoreCounts() throws IOException {
    Files.createDirectories(home.resolve(".config/containers"));
    Files.writeString(
        home.resolve(".config/containers/auth.json"),
        "{\"auths\":{\"registry.example:5000\":{%s},\"registry.example:5000/team\":{%s},\"registry.example:5000/team/app\":{%s},\"registry.example\":{%s}}}"
            .formatted(auth("host", "1"), auth("team", "2"), auth("app", "3"), auth("other", "4")));

    assertThat(found("team/app")).isEqualTo("app 3");
    assertThat(found("team/app2")).isEqualTo("team 2");
    assertThat(found("teams/app")).isEqualTo("host 1");
    assertThat(found("")).isEqualTo("host 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example:5000",
        "https://registry.example:5000",
        "https://registry.example:5000/v1/",
        "http://registry.example:5000/v2/",
        "https://Registry.Example:5000/some/path",
        "registry.example:5000/"
      })
  void aStoreMaySpellAHostInManyWays(String name) throws IOException {
    write(home.resolve(".docker/config.json"), auths(name), auth("a", "b:c"));

    assertThat(found()).isEqualTo("a b:c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example",
        "registry.example:5001",
        "example:5000",
        "registry.example:5000/other",
        "evil.registry.example:5000"
      })
  void theLoginOfAnotherPlaceIsNotTaken(String name) throws IOException {
    write(home.resolve(".docker/config.json"), auths(name), auth("a", "b"));

    assertThat(found("team/app")).isEqualTo("none");
  }

  @Test
  void anIdentityTokenIsNoPassword() throws IOException {
    write(
        home.resolve(".docker/config.json"),
        auths("registry.example:5000"),
        auth("a", "b") + ",\"identitytoken\":\"t\"");

    assertThat(login("").orElseThrow()).isInstanceOf(Login.IdentityToken.class);
    assertThat(found()).isEqualTo("<token> t");
  }

  @Test
  void dockersFolderMayBeElsewhere() throws IOException {
    environment.put("DOCKER_CONFIG", folder.resolve("elsewhere").toString());
    write(home.resolve(".docker/config.json"), auths("registry.example:5000"), auth("a", "home"));
    write(
        folder.resolve("elsewhere/config.json"), auths("registry.example:5000"), auth("a", "else"));

    assertThat(found()).isEqualTo("a else");
  }

  @Test
  void aHelperIsAskedOverItsStandardInput() throws IOException {
    helper("one", "cat > \"$OUT/in\"; printf '{\"Username\":\"me\",\"Secret\":\"it\"}'");
    write(
        home.resolve(".docker/config.json"),
        "{\"credHelpers\":{\"registry.example:5000\":\"one\"},\"credsStore\":\"none\"%s}",
        "");

    assertThat(found()).isEqualTo("me it");
    assertThat(folder.resolve("in")).hasContent("registry.example:5000");
    assertThat(folder.resolve("arguments")).hasContent("get");
  }

  @Test
  void aHelperMayKeepATokenOrNothing() throws IOException {
    helper("all", "printf '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");
    write(home.resolve(".docker/config.json"), "{\"credsStore\":\"all\"%s}", "");
    assertThat(found()).isEqualTo("<token> t");

    helper("all", "echo credentials not found in native keychain; exit 1");
    write(
        home.resolve(".docker/config.json"),
        "{\"credsStore\":\"all\",\"auths\":{\"registry.example:5000\":{%s}}}",
        auth("a", "kept"));
    assertThat(found()).isEqualTo("a kept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo sesame; exit 1",
        "echo '{\"Secret\":\"sesame\"'",
        "echo sesame >&2; exit 3",
        "cat /dev/zero"
      })
  void aHelperThatFailsIsNamedAndNotRepeated(String script) throws IOException {
    helper("bad", script);
    write(home.resolve(".docker/config.json"), "{\"credsStore\":\"bad\"%s}", "");

    assertThatThrownBy(this::found)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("docker-credential-bad")
        .hasMessageContaining("config.json")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "../bad", "a b", "a;b"})
  void aHelperThatIsNotThereIsRefused(String name) throws IOException {
    write(home.resolve(".docker/config.json"), "{\"credsStore\":\"" + name + "\"%s}", "");

    assertThatThrownBy(this::found).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "sesame", "{\"auths\":{\"registry.example:5000\":\"sesame"})
  void aStoreThatCannotBeReadIsRefusedAndNotRepeated(String content) throws IOException {
    write(home.resolve(".docker/config.json"), "%s", content);

    assertThatThrownBy(this::found)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("config.json")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void oddEntriesOfAStoreAreNoLogin() throws IOException {
    write(
        home.resolve(".docker/config.json"),
        "{\"auths\":{\"registry.example:5000\":{\"auth\":\"not"
            + " base64!\"},\"https://registry.example:5000\":{\"auth\":\"%s\"},\"registry.example:5000/\":[]}}",
        Base64.getEncoder().encodeToString("nocolon".getBytes(UTF_8)));

    assertThat(found()).isEqualTo("none");
  }

  @Test
  void aNamedStoreMustBeThere() {
    environment.put("REGISTRY_AUTH_FILE", folder.resolve("missing.json").toString());

    assertThatThrownBy(this::found)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("REGISTRY_AUTH_FILE");
  }

  private void helper(String name, String script) throws IOException {
    Path file = folder.resolve("docker-credential-" + name);
    Files.writeString(file, "#!/bin/sh\necho \"$@\" > \"$OUT/arguments\"\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    environment.put("PATH", folder + ":/usr/bin:/bin");
    environment.put("OUT", folder.toString());
  }

  private static void write(Path file, String form, String value) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, form.formatted(value));
  }

  private static String auths(String name) {
    return "{\"auths\":{\"" + name + "\":{%s}}}";
  }

  private static String auth(String user, String password) {
    String both = user + ":" + password;
    return "\"auth\":\"" + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)) + "\"";
  }

  private Surroundings around() {
    return new Surroundings(environment, current, home);
  }

  private Optional<Login> login(String repository) {
    return Credentials.of(Optional.empty(), around())
        .find(REGISTRY, repository)
        .map(Credentials.Known::login);
  }

  private String found() {
    return found("");
  }

  private String found(String repository) {
    return found(Credentials.of(Optional.empty(), around()), repository);
  }

  private static String found(Credentials credentials, String repository) {
    return credentials
        .find(REGISTRY, repository)
        .map(known -> known.login().user() + " " + known.login().secret().reveal())
        .orElse("none");
  }
}
