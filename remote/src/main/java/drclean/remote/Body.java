// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What came after the headers of a reply, up to a bound.
record Body(byte[] bytes, End end) {
  static final Body NONE = new Body(new byte[0], End.WHOLE);

  /// Whether it is all that was sent.
  enum End {
    WHOLE,
    CUT
  }

  String text() {
    return new String(bytes, UTF_8);
  }
}
