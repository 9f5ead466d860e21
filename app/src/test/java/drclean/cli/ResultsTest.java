// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static Results printedInto(OutputStream out) {
    var results = new Results(out);
    var writer = new PrintWriter(results, false, StandardCharsets.UTF_8);
    writer.println("a result");
    writer.flush();
    return results;
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void resultsThatArriveAreNotLost() {
    assertThat(printedInto(OutputStream.nullOutputStream()).lost()).isEmpty();
  }

  @Test
  void resultsThatDoNotFitOnTheDiskAreLost() {
    assertThat(printedInto(failing("No space left on device")).lost())
        .contains("No space left on device");
  }

  @Test
  void aReaderWhoHasReadEnoughLosesNothing() {
    assertThat(printedInto(failing("Broken pipe")).lost()).isEmpty();
  }
}
