// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.registry.Refused;
import picocli.CommandLine.Option;

/// Whether a change is made, shown, or asked about first.
final class ChangeOptions {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Show what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  boolean dryRun() {
    return dryRun;
  }

  /// Whether a person is asked.
  boolean asks() {
    return !yes;
  }

  /// Refuses early where nobody has said yes and nobody can be asked.
  void requireAnswer(Console console) {
    if (!yes && !console.terminal().asks()) {
      throw new Refused(
          "nobody can be asked here, and --yes was not given; add --yes to do it, or --dry-run to"
              + " see it");
    }
  }

  /// Whether it may be done: by `--yes`, or by a person at a terminal who says so.
  boolean agreed(Console console, String question) {
    if (yes) {
      return true;
    }
    console.err().print(question + " [y/N] ");
    console.err().flush();
    String answer = console.terminal().answer().orElse("");
    return answer.strip().matches("(?i)y|yes");
  }
}
