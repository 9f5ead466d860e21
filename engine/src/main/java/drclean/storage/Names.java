// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Spells the bytes of file names as text and back without loss, whatever the locale of the
/// process: UTF-8 where the bytes are UTF-8, the lone surrogates `\uDC80` to `\uDCFF` where not.
/// Plain ASCII takes the short way; the rest goes through `file:` URIs, which carry raw bytes.
final class Names {
  private static final int ESCAPE = 0xDC00;

  private Names() {}

  /// How many characters of a child's path come before its name.
  static int prefix(Path folder) {
    String text = folder.toString();
    return text.endsWith("/") ? text.length() : text.length() + 1;
  }

  /// The text for the last name of a path, which begins after so many characters.
  static String text(Path path, int prefix) {
    String plain = path.toString().substring(prefix);
    return ascii(plain) ? plain : decode(lastSegment(path.toUri().getRawPath()));
  }

  /// The path below a root that a text spells.
  static Path path(Path root, String text) {
    if (ascii(text)) {
      return root.resolve(text);
    }
    String base = root.toAbsolutePath().toUri().getRawPath();
    return Path.of(URI.create("file://" + (base.endsWith("/") ? base : base + "/") + encode(text)));
  }

  /// Bytes are looked through several times faster than characters before the second compiler runs;
  /// what Latin-1 cannot spell comes out as a question mark.
  static boolean ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0 || (bytes[i] == '?' && text.charAt(i) != '?')) {
        return false;
      }
    }
    return true;
  }

  private static String lastSegment(String rawPath) {
    String trimmed = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static String decode(String percent) {
    var bytes = new ByteArrayOutputStream(percent.length());
    for (int i = 0; i < percent.length(); i++) {
      if (percent.charAt(i) == '%') {
        bytes.write(Integer.parseInt(percent.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(percent.charAt(i));
      }
    }
    return text(bytes.toByteArray());
  }

  /// The text for the raw bytes of a name.
  static String text(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = sequence(bytes, at);
      if (length == 0) {
        text.append((char) (ESCAPE + (bytes[at++] & 0xFF)));
      } else {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      }
    }
    return text.toString();
  }

  /// The length of the well-formed UTF-8 sequence here, 0 when there is none.
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || first > 0xF4 || at + length > bytes.length) {
      return 0;
    }
    String tried = new String(bytes, at, length, StandardCharsets.UTF_8);
    boolean wellFormed =
        tried.codePointCount(0, tried.length()) == 1 && tried.codePointAt(0) != 0xFFFD;
    boolean replacement =
        length == 3
            && first == 0xEF
            && bytes[at + 1] == (byte) 0xBF
            && bytes[at + 2] == (byte) 0xBD;
    return wellFormed || replacement ? length : 0;
  }

  private static String encode(String text) {
    var percent = new StringBuilder(text.length() * 3);
    text.codePoints().forEach(c -> encode(c, percent));
    return percent.toString();
  }

  private static void encode(int codePoint, StringBuilder percent) {
    boolean plain =
        codePoint < 0x80
            && (Character.isLetterOrDigit(codePoint) || "/_-.".indexOf(codePoint) >= 0);
    if (plain) {
      percent.append((char) codePoint);
    } else if (codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xFF) {
      percent.append("%%%02X".formatted(codePoint - ESCAPE));
    } else {
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        percent.append("%%%02X".formatted(b & 0xFF));
      }
    }
  }
}
