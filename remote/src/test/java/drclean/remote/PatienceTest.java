// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long is waited before the next try.
class PatienceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Patience PATIENCE =
      new Patience(8, Duration.ofSeconds(1), Duration.ofSeconds(10));
  private static final Reply LOST = new Reply.Lost("", Reply.Sent.PERHAPS);

  @Test
  void eachWaitIsTwiceAsLongUpToABound() {
    assertThat(
            IntStream.rangeClosed(1, 8)
                .mapToObj(tries -> PATIENCE.after(tries, LOST, NOW))
                .map(wait -> wait.map(Duration::toSeconds).orElse(-1L)))
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L, -1L);
  }

  @ParameterizedTest
  @CsvSource({
    "7,7",
    "0,1",
    "'Thu, 01 Jan 2026 00:00:09 GMT',9",
    "'Wed, 31 Dec 2025 00:00:00 GMT',1",
    "soon,1",
    "-5,1",
  })
  void aServerMayAskForALongerWait(String header, long seconds) {
    assertThat(PATIENCE.after(1, got(429, header), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "999999999", "Fri, 01 Jan 2027 00:00:00 GMT"})
  void aServerThatAsksForTooLongAWaitIsGivenUp(String header) {
    assertThat(PATIENCE.after(1, got(503, header), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 405, 501})
  void whatWillNotPassIsNotWaitedFor(int status) {
    assertThat(PATIENCE.after(1, got(status, ""), NOW)).isEqualTo(Optional.empty());
  }

  private static Reply got(int status, String retryAfter) {
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (_, _) -> true);
    return new Reply.Got(status, headers, Body.NONE);
  }
}
