// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Brings names into a path, encoded exactly once. A name that would make another path of it than
/// was meant (`..`, or nothing at all, is one step from deleting a whole repository) gives none.
final class Names {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final String PLAIN = "-._~";
  private static final int LONGEST = 1024;

  private Names() {}

  /// One part of a path.
  static Optional<String> segment(String name) {
    boolean astray =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.length() > LONGEST
            || name.contains("/")
            || name.contains("\\");
    return astray ? Optional.empty() : Optional.of(encoded(name));
  }

  /// The parts of a repository's name.
  static Optional<String> repository(String name) {
    var segments = Stream.of(name.split("/", -1)).map(Names::segment).toList();
    return segments.stream().allMatch(Optional::isPresent)
        ? Optional.of(segments.stream().flatMap(Optional::stream).collect(Collectors.joining("/")))
        : Optional.empty();
  }

  /// A tag of the distribution specification.
  static Optional<String> tag(String name) {
    return TAG.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  private static String encoded(String name) {
    var text = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append("%02X".formatted((int) c));
      }
    }
    return text.toString();
  }
}
