// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
  @ParameterizedTest
  @CsvSource({
    "v*, v1.2, true",
    "v*, rev1, false",
    "*, a/b, false",
    "**, a/b, true",
    "ci/**, ci/a/b, true",
    "ci/**, ci, false",
    "ci/*, ci/a/b, false",
    "**/app, app, true",
    "**/app, x/y/app, true",
    "**/app, myapp, false",
    "a?c, abc, true",
    "*-rc*, v1-rc1, true",
    "v1.2, v1x2, false",
    "!v*, v1, false",
    "!v*, b1, true",
    "re:v2.*, v2.1, true",
    "re:v2.*, rev2, false",
    "re:v2.*, v, false",
    "re:v[0-9]+, v12, true",
    "re:v[0-9]+, v12x, false",
    "re:va*, v, true",
    "re:a|b.*, b1, true",
    "re:a|b.*, a1, false",
    "re:a\\.*, a.., true",
    "re:a\\.*, ab, false",
    "re:^v1$, v1, true",
    "!re:v.*, v1, false"
  })
  void aPatternAsksForWholeNames(String pattern, String name, boolean matches) {
    assertThat(new Pattern(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"re:(", "v[0-9]", "", "re:((a{100}){100}){100}", "re:(?<=a)b", "re:(a)\\1"})
  void whatIsNoPatternIsRefused(String text) {
    assertThatThrownBy(() -> new Pattern(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHostilePatternDoesNotHang() {
    var pattern = new Pattern("re:(a+)+b");
    String name = "a".repeat(50_000);

    boolean matches =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> pattern.matches(name));

    assertThat(matches).isFalse();
  }
}
