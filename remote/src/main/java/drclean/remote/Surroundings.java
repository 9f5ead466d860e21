// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a caller has about: the environment, the current folder and the home folder.
public record Surroundings(Map<String, String> environment, Path folder, Path home) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// Those of this process.
  public static Surroundings here() {
    return new Surroundings(
        System.getenv(), Path.of(""), Path.of(System.getProperty("user.home", "/")));
  }

  /// A variable that is set and not empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The environment may hold secrets and stays out.
  @Override
  public String toString() {
    return "Surroundings[" + folder + ", " + home + "]";
  }
}
