// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator is told who looks for what runs moved away.
class QuarantineWordsTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void registry() {
    new Pushed(folder.resolve("registry"))
        .push("team/app", "b1", "one", 30)
        .push("team/app", "b2", "two", 20);
  }

  private Typed.Answer type(String line) {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache"))
        .type(line.replace("DIR", folder.toString()));
  }

  @Test
  void aTagThatARunTookIsExplainedWithTheLineThatGivesItBack() {
    type("untag ROOT --keep-last 1 --yes --max-percent 100");

    Typed.Answer answer = type("explain ROOT team/app:b1");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("team/app:b1: quarantined")
        .containsPattern("`restore REGISTRY \\S+-untag-\\S+ --tag team/app:b1` gives it back");
    assertThat(type("explain ROOT team/app:b9").out()).contains("has no tag b9");
  }

  @Test
  void contentThatARunTookIsGivenBackByItsDigest() {
    type("untag ROOT --keep-last 1 --yes --max-percent 100");
    type("scrub ROOT --untagged --yes --max-percent 100");
    String digest =
        type("restore ROOT --all --dry-run --format csv")
            .out()
            .lines()
            .filter(line -> line.startsWith("blob,"))
            .map(line -> line.split(",")[1])
            .findFirst()
            .orElseThrow();

    assertThat(type("explain ROOT " + digest).out()).contains(" --digest " + digest + "` gives");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs ROOT", "purge ROOT --dry-run", "restore ROOT --dry-run"})
  void aQuarantineThatIsNotThereIsToldSo(String line) {
    assertThat(type(line + " --quarantine DIR/typo").out())
        .contains("in the quarantine " + folder.resolve("typo") + ", and there is no such folder");
  }

  @ParameterizedTest
  @CsvSource({"ecr, '{}'", "gcr-cleaner, '{\"rules\": []}'", "zot, '{\"rules\": []}'"})
  void settingsOfAnotherKindAreRefused(String kind, String settings) throws java.io.IOException {
    Path file = java.nio.file.Files.writeString(folder.resolve("settings"), settings);

    Typed.Answer answer = type("policy import " + kind + " " + file);

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).contains("these are no settings of " + kind, "it holds none of");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void whatMayBeLeftAwayIsShownSo() {
    assertThat(type("policy check --help").out()).contains("[REGISTRY]");
    assertThat(type("completion").out()).contains("acr-purge");
    assertThat(type("manual").out()).contains("70 a bug");
  }
}
