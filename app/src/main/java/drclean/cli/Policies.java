// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.PolicyFile;
import drclean.registry.Refused;
import drclean.retention.Policy;
import drclean.retention.reading.Mistake;
import drclean.retention.reading.Reading.Right;
import drclean.retention.reading.Reading.Wrong;
import java.util.List;

/// Policies that a command works by.
final class Policies {
  private Policies() {}

  /// The policy in a file; what is wrong with it is said, a line for each mistake.
  ///
  /// @throws Refused when it is none
  static Policy read(Console console, String file) {
    return switch (PolicyFile.read(file)) {
      case Right(var policy) -> policy;
      case Wrong(var mistakes) -> refuse(console, file, mistakes);
    };
  }

  private static Policy refuse(Console console, String file, List<Mistake> mistakes) {
    mistakes.forEach(mistake -> console.say(mistake.toString()));
    throw new Refused(
        "%s is no policy: %s; mend %s"
            .formatted(
                file,
                Human.count(mistakes.size(), "mistake"),
                mistakes.size() == 1 ? "it" : "them"));
  }
}
