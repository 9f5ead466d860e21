// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AmountsTest {
  @ParameterizedTest
  @ValueSource(strings = {"7d", "36h", "90m", "61s", "0s"})
  void aDurationIsTypedAsItIsRead(String text) {
    assertThat(Amounts.typed(new Amounts.OfTime().convert(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0s,PT0S", "90m,PT1H30M", "24h,P1D", "7d,P7D", "2w,P14D", "1d12h,P1DT12H"})
  void durationsAreRead(String typed, Duration meant) {
    assertThat(new Amounts.OfTime().convert(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "h", "-1h", "1h ", "1y"})
  void noDurationIsSaidToBeNone(String typed) {
    assertThatThrownBy(() -> new Amounts.OfTime().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("24h");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "500,500", "10GiB,10737418240", "1MB,1000000", "1.5K,1536", "2 MiB,2097152"})
  void sizesAreRead(String typed, long meant) {
    assertThat(new Amounts.OfBytes().convert(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "-1", "1XB", "999999999999EiB"})
  void noSizeIsSaidToBeNone(String typed) {
    assertThatThrownBy(() -> new Amounts.OfBytes().convert(typed))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void sizesAreWrittenWithThreeDigits() {
    assertThat(Human.bytes(1023)).isEqualTo("1023 B");
    assertThat(Human.bytes(1536)).isEqualTo("1.50 KiB");
    assertThat(Human.bytes(20L << 30)).isEqualTo("20.0 GiB");
    assertThat(Human.bytes(Long.MAX_VALUE)).isEqualTo("8.00 EiB");
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    assertThat(Safe.line("a\033[2J\udc80\u202eb")).isEqualTo("a\\u001b[2J\\x80\\u202eb");
  }
}
