// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The logins that a caller has, looked up in order: given on the command line, in the environment,
/// in `credentials.properties` of the current folder, in Podman's and in Docker's files.
public final class Credentials {
  private final Optional<Login> given;
  private final Surroundings around;
  private final Map<String, Optional<Known>> known = new ConcurrentHashMap<>();
  private final Map<Path, StoreFile> files = new ConcurrentHashMap<>();

  private Credentials(Optional<Login> given, Surroundings around) {
    this.given = given;
    this.around = around;
  }

  /// A login, and where it was found.
  public record Known(Login login, String from) {}

  /// The logins of these surroundings; one that was given comes before them all.
  public static Credentials of(Optional<Login> given, Surroundings around) {
    return new Credentials(given, around);
  }

  /// The login for a registry, and for this repository of it where stores tell them apart.
  public Optional<Known> find(Address address, String repository) {
    return known.computeIfAbsent(
        address.authority() + "/" + repository, _ -> search(address, repository));
  }

  private Optional<Known> search(Address address, String repository) {
    return Stream.<Supplier<Optional<Known>>>of(
            () -> given.map(login -> new Known(login, "the command line")),
            this::fromEnvironment,
            () -> PropertiesFile.login(around.folder().resolve(PropertiesFile.NAME)),
            () -> fromStores(address, repository))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Known> fromEnvironment() {
    return around
        .variable(PropertiesFile.USER)
        .flatMap(
            user ->
                around
                    .variable(PropertiesFile.PASSWORD)
                    .map(secret -> Login.of(user, Secret.of(secret))))
        .map(login -> new Known(login, "the environment"));
  }

  private Optional<Known> fromStores(Address address, String repository) {
    List<String> keys = StoreKeys.of(address, repository);
    return stores()
        .filter(Files::exists)
        .map(file -> files.computeIfAbsent(file, StoreFile::read).login(keys, around))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// Files that may hold logins, those that are asked first in front.
  private Stream<Path> stores() {
    Optional<Path> named = around.variable("REGISTRY_AUTH_FILE").map(Path::of);
    if (named.filter(file -> !Files.exists(file)).isPresent()) {
      throw new Refused(
          "refused: REGISTRY_AUTH_FILE names %s, which is not there; mend or unset it"
              .formatted(named.get()));
    }
    Path home = around.home();
    Path docker =
        around.variable("DOCKER_CONFIG").map(Path::of).orElseGet(() -> home.resolve(".docker"));
    return Stream.of(
            named.stream(),
            around.variable("XDG_RUNTIME_DIR").map(Path::of).stream()
                .map(folder -> folder.resolve("containers/auth.json")),
            around
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> Optional.of(home.resolve(".config")))
                .stream()
                .map(folder -> folder.resolve("containers/auth.json")),
            Stream.of(docker.resolve("config.json"), home.resolve(".dockercfg")))
        .flatMap(files -> files);
  }

  /// What is known stays in here.
  @Override
  public String toString() {
    return "Credentials";
  }
}
