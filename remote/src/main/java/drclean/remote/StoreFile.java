// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A file in which a container client keeps logins, or the names of the programs that keep them:
/// Docker's `config.json`, Podman's `auth.json`, or the older `.dockercfg`, which is a bare map.
final class StoreFile {
  private static final String AUTHS = "auths";
  private static final String HELPERS = "credHelpers";
  private static final String HELPER = "credsStore";
  private static final int MOST_BYTES = 4 << 20;

  private final Path file;
  private final Map<?, ?> content;
  private final Map<String, Optional<Login>> helped = new ConcurrentHashMap<>();

  private StoreFile(Path file, Map<?, ?> content) {
    this.file = file;
    this.content = content;
  }

  static StoreFile read(Path file) {
    try {
      if (Files.size(file) <= MOST_BYTES) {
        Optional<Map<?, ?>> content = Json.object(Files.readAllBytes(file));
        if (content.isPresent()) {
          return new StoreFile(file, content.get());
        }
      }
    } catch (IOException _) {
      // It is refused below, as a file of other content is.
    }
    throw new Refused(
        "refused: %s, where logins are kept, cannot be read as JSON; mend it, or give -u and"
                .formatted(file)
            + " --password-stdin");
  }

  /// The login under the first of these names that has one.
  Optional<Credentials.Known> login(List<String> keys, Surroundings around) {
    return helped(keys, around)
        .or(() -> keys.stream().map(this::kept).flatMap(Optional::stream).findFirst())
        .map(login -> new Credentials.Known(login, file.toString()));
  }

  private Optional<Login> helped(List<String> keys, Surroundings around) {
    Map<?, ?> helpers = Json.object(content, HELPERS).orElse(Map.of());
    String host = keys.getLast();
    Optional<String> own =
        helpers.keySet().stream()
            .map(String::valueOf)
            .filter(name -> StoreKeys.normal(name).equals(host))
            .map(name -> Json.text(helpers, name))
            .findFirst();
    String helper = own.orElse(Json.text(content, HELPER));
    return helper.isEmpty()
        ? Optional.empty()
        : helped.computeIfAbsent(host, _ -> new Helper(helper, file, around).login(host));
  }

  private Optional<Login> kept(String key) {
    Map<?, ?> all =
        content.containsKey(AUTHS) ? Json.object(content, AUTHS).orElse(Map.of()) : content;
    return all.keySet().stream()
        .map(String::valueOf)
        .filter(name -> StoreKeys.normal(name).equals(key))
        .flatMap(name -> Json.object(all, name).flatMap(StoreFile::login).stream())
        .findFirst();
  }

  private static Optional<Login> login(Map<?, ?> entry) {
    String identity = Json.text(entry, "identitytoken");
    if (!identity.isEmpty()) {
      return Optional.of(new Login.IdentityToken(Secret.of(identity)));
    }
    String both = decoded(Json.text(entry, "auth"));
    int colon = both.indexOf(':');
    return colon < 1
        ? Optional.empty()
        : Optional.of(Login.of(both.substring(0, colon), Secret.of(both.substring(colon + 1))));
  }

  /// Old clients pad the text with zero bytes.
  private static String decoded(String auth) {
    try {
      return new String(Base64.getDecoder().decode(auth), UTF_8).replaceFirst("\0+$", "");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// Where it lies; what is in it stays there.
  @Override
  public String toString() {
    return file.toString();
  }
}
