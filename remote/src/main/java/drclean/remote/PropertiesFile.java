// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// `credentials.properties`, as the first docker registry cleaner read it: two lines `key=value`. A
/// value is taken as it stands, from the first `=` to the end of the line.
final class PropertiesFile {
  static final String NAME = "credentials.properties";
  static final String USER = "registry_username";
  static final String PASSWORD = "registry_password";

  /// The file came with values that say where the true ones go.
  private static final String PLACEHOLDER = "_goes_here";

  private PropertiesFile() {}

  static Optional<Credentials.Known> login(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> values = values(file);
    String user = values.getOrDefault(USER, "");
    String password = values.getOrDefault(PASSWORD, "");
    boolean none = user.isEmpty() || password.isEmpty();
    return none || (USER + PLACEHOLDER).equals(user) || (PASSWORD + PLACEHOLDER).equals(password)
        ? Optional.empty()
        : Optional.of(new Credentials.Known(Login.of(user, Secret.of(password)), NAME));
  }

  private static Map<String, String> values(Path file) {
    var values = new HashMap<String, String>();
    for (String line : text(file).split("\\R")) {
      int sign = line.indexOf('=');
      if (sign > 0 && !line.stripLeading().startsWith("#")) {
        values.put(line.substring(0, sign).strip(), line.substring(sign + 1).strip());
      }
    }
    return values;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException _) {
      throw new Refused("refused: %s cannot be read; make it readable or move it".formatted(file));
    }
  }
}
