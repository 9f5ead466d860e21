// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of values with a separator between them.
enum Separated {
  /// Commas, quoted as RFC 4180 says.
  CSV {
    @Override
    String line(List<String> values) {
      return values.stream().map(Separated::quoted).collect(Collectors.joining(","));
    }
  },
  /// Tabs; a tab or the end of a line within a value is written `\t` or `\n`.
  TSV {
    @Override
    String line(List<String> values) {
      return values.stream().map(Safe::line).collect(Collectors.joining("\t"));
    }
  };

  abstract String line(List<String> values);

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
