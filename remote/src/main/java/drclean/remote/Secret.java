// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// A password or a token: it does its work, and never shows itself.
public final class Secret {
  private static final String MASK = "•••";
  private static final int TOO_SHORT_TO_HIDE = 4;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// The secret that a text is.
  public static Secret of(String text) {
    return new Secret(text);
  }

  /// The `Authorization` of a user with this password.
  Secret basic(String user) {
    String both = user + ":" + text;
    return new Secret("Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
  }

  /// The `Authorization` of who bears this token.
  Secret bearer() {
    return new Secret("Bearer " + text);
  }

  /// What is sent; for no eyes.
  String reveal() {
    return text;
  }

  /// A sentence without this secret, should something have put it there.
  String hiddenIn(String sentence) {
    String bare = text.substring(text.indexOf(' ') + 1);
    return text.length() < TOO_SHORT_TO_HIDE
        ? sentence
        : sentence.replace(text, MASK).replace(bare, MASK);
  }

  @Override
  public String toString() {
    return MASK;
  }
}
