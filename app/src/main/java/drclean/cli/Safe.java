// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

/// Text from a registry, made harmless for a terminal: a name may hold any byte, and an escape
/// sequence in it must not be obeyed.
final class Safe {
  private Safe() {}

  /// The text on one line, with control characters and lone surrogates spelt out.
  static String line(String text) {
    return text.codePoints().allMatch(Safe::plain)
        ? text
        : text.codePoints()
            .collect(StringBuilder::new, Safe::spell, StringBuilder::append)
            .toString();
  }

  private static boolean plain(int c) {
    boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    boolean direction =
        (c >= 0x200e && c <= 0x200f)
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    return !control && !direction && !(c >= 0xd800 && c <= 0xdfff);
  }

  private static void spell(StringBuilder text, int c) {
    if (plain(c)) {
      text.appendCodePoint(c);
    } else if (c >= 0xdc80 && c <= 0xdcff) {
      text.append("\\x%02x".formatted(c - 0xdc00));
    } else if (c == '\t') {
      text.append("\\t");
    } else if (c == '\n') {
      text.append("\\n");
    } else {
      text.append("\\u%04x".formatted(c));
    }
  }
}
