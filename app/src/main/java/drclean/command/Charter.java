// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.retention.Policy;
import java.nio.file.Path;

/// A policy, and the folder from which the files that it names are found.
public record Charter(Policy policy, Path folder) {
  private static final String STANDARD_INPUT = "-";

  /// The policy of a file with this name: what it names lies beside it.
  public static Charter beside(String file, Policy policy) {
    Path parent = file.equals(STANDARD_INPUT) ? null : Path.of(file).toAbsolutePath().getParent();
    return new Charter(policy, parent == null ? Path.of("") : parent);
  }

  /// Whether a source of what is in use can be asked.
  public static boolean asks(String source) {
    return UseFile.known(source);
  }

  /// Where a file that the policy names lies.
  Path file(String name) {
    return folder.resolve(name);
  }
}
