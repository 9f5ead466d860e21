// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.retention.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The form of a policy, for editors.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {"  dr-clean policy schema > policy.schema.json", ""},
    description = "Prints the JSON Schema of policies, for editors.",
    optionListHeading = "%nOptions:%n")
final class PolicySchemaCommand implements Callable<Integer> {
  private final Console console;

  PolicySchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream schema = Policy.class.getResourceAsStream("policy.schema.json")) {
      console.out().print(new String(Objects.requireNonNull(schema).readAllBytes(), UTF_8));
    }
    return Exit.DONE.code;
  }
}
