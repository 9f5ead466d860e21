// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Commands that ask for something else before REGISTRY.
final class Behind {
  private Behind() {}

  /// The command, with REGISTRY at this place; an arity of `0..1` means that it may be left away.
  static CommandLine registry(Object command, String index, String arity) {
    var line = new CommandLine(command);
    CommandSpec spec = line.getCommandSpec();
    PositionalParamSpec first =
        spec.positionalParameters().stream()
            .filter(parameter -> parameter.paramLabel().equals("REGISTRY"))
            .findFirst()
            .orElseThrow();
    spec.remove(first);
    boolean optional = arity.startsWith("0");
    PositionalParamSpec.Builder moved = PositionalParamSpec.builder(first).index(index);
    moved.paramLabel(optional ? "[REGISTRY]" : "REGISTRY");
    spec.add(moved.arity(arity).required(!optional).build());
    return line;
  }
}
