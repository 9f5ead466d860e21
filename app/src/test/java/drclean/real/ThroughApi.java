// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Command lines about a registry that is reached by its API.
///
/// @param address where it is
/// @param folder where a policy and what this machine knows of the registry lie
public record ThroughApi(String address, Path folder) {
  /// Builds go, whatever their age.
  public static final String BUILDS =
      """
      version: 1
      defaults: {grace: 0s, limits: {percent: 100}}
      rules: [{name: builds, tags: ["b*", multi], delete: rest}]
      """;

  /// With this policy.
  public ThroughApi policy(String text) {
    try {
      Files.writeString(folder.resolve("policy.yaml"), text);
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Where this machine keeps what it knows.
  public Path state() {
    return folder.resolve("state");
  }

  /// The words of a line.
  public List<String> words(String command, String... options) {
    var words = new ArrayList<>(List.of(command, address, "--state", state().toString()));
    words.addAll(List.of(options));
    return words;
  }

  /// The words that untag by the policy.
  public List<String> untagWords(String... options) {
    List<String> words =
        words("untag", "--policy", folder.resolve("policy.yaml").toString(), "--yes");
    words.addAll(List.of(options));
    return words;
  }

  /// Types a line that ends so.
  public Typed typed(int exit, String command, String... options) {
    return ended(exit, Typed.in(Map.of(), words(command, options)));
  }

  /// Untags, which ends so.
  public Typed untag(int exit, String... options) {
    return ended(exit, Typed.in(Map.of(), untagWords(options)));
  }

  /// Makes sure that it ended so.
  public static Typed ended(int exit, Typed typed) {
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }
}
