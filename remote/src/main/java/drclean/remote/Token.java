// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a token server gave, and until when it is good.
record Token(Secret secret, Instant until) {
  private static final long USUAL_SECONDS = 60;
  private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

  /// The token in an answer; the last tenth of its life is left unused.
  static Optional<Token> of(Map<?, ?> answer, Instant now) {
    String own = Json.text(answer, "token");
    String text = own.isEmpty() ? Json.text(answer, "access_token") : own;
    Duration life = Duration.ofSeconds(seconds(Json.text(answer, "expires_in")));
    return text.isEmpty() || !text.matches("[!-~]+")
        ? Optional.empty()
        : Optional.of(new Token(Secret.of(text), now.plus(life.multipliedBy(9).dividedBy(10))));
  }

  private static long seconds(String text) {
    return text.matches("[1-9]\\d{0,9}")
        ? Math.min(Long.parseLong(text), MOST_SECONDS)
        : USUAL_SECONDS;
  }

  boolean good(Instant now) {
    return now.isBefore(until);
  }
}
