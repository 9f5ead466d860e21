// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said while something is changed, and after it.
class TalkTest {
  private static final String RESTART = "a registry with a cache of blobs must be restarted before";

  @TempDir private Path folder = Path.of("");

  @Test
  void aQuietScrubEndsWithTheIdOfItsRun() {
    Typed typed = Typed.atDemo(folder);

    Typed.Answer answer = typed.type("scrub ROOT --yes -q");

    assertThat(answer.err()).matches("moved \\d+ items, .* as run \\S+-scrub-\\S+\n");
    String run = answer.err().strip().replaceAll(".* ", "");
    assertThat(typed.type("runs ROOT").out()).contains(run);
  }

  @Test
  void aPurgeMovesABarOnATerminal() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer =
        typed.answering("y").ticking(Duration.ofMillis(200)).type("purge ROOT --hold 0s");

    assertThat(answer.err())
        .containsPattern("\r\033\\[K\\[#+ +] deleting: 2 of \\d\\d")
        .containsPattern("deleting: (\\d\\d) of \\1\r\033\\[K");
  }

  @Test
  void aPurgeSaysElsewhereHowFarItIs() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.ticking(Duration.ofSeconds(15)).type("purge ROOT --hold 0s --yes");

    assertThat(answer.err()).containsPattern("\ndeleting: \\d+ of \\d\\d\n");
  }

  @ParameterizedTest
  @CsvSource({"scrub ROOT,moved", "purge ROOT --hold 0s,deleted"})
  void whoEndsItWhileItOnlyLooksIsToldThatNothingWasDone(String line, String done) {
    Typed typed = Typed.atDemo(folder);
    if (line.startsWith("purge")) {
      typed.type("scrub ROOT --yes");
    }

    Typed.Answer answer = typed.answering("n").endingAt("[y/N]").type(line);

    assertThat(answer.err()).contains("[y/N] \ninterrupted; nothing was " + done + "\n");
  }

  @Test
  void whatAScrubDidBeginsOnACleanLine() {
    Typed typed = Typed.atDemo(folder).answering("y").ticking(Duration.ofSeconds(1));

    Typed.Answer answer = typed.type("scrub ROOT");

    assertThat(answer.err()).contains("[###").containsPattern("\r\u001B\\[Kmoved 11 items, ");
  }

  @Test
  void aPurgeOfBlobsSaysThatACacheMustForgetThem() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.answering("y").type("purge ROOT --hold 0s");

    assertThat(answer.exit()).isZero();
    assertThat(answer.err())
        .contains("you must restart it before the next push", " for good? [y/N]")
        .contains(RESTART);
  }

  @Test
  void aPurgeThatDeletesNothingOrIsQuietSaysNothingOfIt() {
    Typed typed = Typed.atDemo(folder);
    String nothing = typed.type("purge ROOT --hold 0s --yes").err();
    typed.type("scrub ROOT --yes");
    Typed.Answer quiet = typed.type("purge ROOT --hold 0s --yes -q");

    assertThat(nothing).doesNotContain(RESTART);
    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out()).contains("deleted 11 items, ");
  }
}
