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
record ThroughApi(String address, Path folder) {
  static final String BUILDS =
      """
      version: 1
      defaults: {grace: 0s, limits: {percent: 100}}
      rules: [{name: builds, tags: ["b*", multi], delete: rest}]
      """;

  ThroughApi policy(String text) {
    try {
      Files.writeString(folder.resolve("policy.yaml"), text);
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Path state() {
    return folder.resolve("state");
  }

  List<String> words(String command, String... options) {
    var words = new ArrayList<>(List.of(command, address, "--state", state().toString()));
    words.addAll(List.of(options));
    return words;
  }

  List<String> untagWords(String... options) {
    List<String> words =
        words("untag", "--policy", folder.resolve("policy.yaml").toString(), "--yes");
    words.addAll(List.of(options));
    return words;
  }

  Typed typed(int exit, String command, String... options) {
    return ended(exit, Typed.in(Map.of(), words(command, options)));
  }

  Typed untag(int exit, String... options) {
    return ended(exit, Typed.in(Map.of(), untagWords(options)));
  }

  static Typed ended(int exit, Typed typed) {
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }
}
