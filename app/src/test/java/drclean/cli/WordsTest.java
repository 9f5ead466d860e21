// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words that are nearly right are answered with the right ones.
class WordsTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "scurb, scrub",
    "repotr, report",
    "restor, restore",
    "undo, restore",
    "rollback, restore",
    "verify, validate",
    "check, validate",
    "fsck, validate",
    "gc, scrub",
    "prune, scrub",
    "cleanup, scrub",
    "garbage-collect, scrub",
    "list, runs",
    "ls, runs",
    "pruge, purge",
  })
  void aWordThatIsNoCommandIsAnsweredWithTheOneThatWasMeant(String typed, String meant) {
    Typed.Answer answer = Typed.atDemo(folder).type(typed + " ROOT");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains("there is no command " + typed, "Did you mean: dr-clean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "rm", "remove", "merge", "pu", "surge-all", "xyz"})
  void noWordBesidesPurgeItselfIsTakenForPurge(String typed) {
    Typed.Answer answer = Typed.atDemo(folder).type(typed + " ROOT");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).doesNotContain("purge").contains("see: dr-clean --help");
  }

  @ParameterizedTest
  @CsvSource({"--dry, --dry-run", "--untaged, --untagged", "--gracee=1h, --grace"})
  void anOptionThatIsNoneIsAnsweredWithOnesThatAreAlike(String typed, String meant) {
    assertThat(Typed.atDemo(folder).type("scrub ROOT " + typed).err())
        .contains("Did you mean: " + meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"purge ROOT --force", "scrub ROOT --everything", "scrub ROOT -x"})
  void anOptionThatIsLikeNoOtherIsNotGuessed(String line) {
    assertThat(Typed.atDemo(folder).type(line).err())
        .doesNotContain("Did you mean")
        .contains("see: dr-clean");
  }

  @ParameterizedTest
  @CsvSource({"help, --help", "help scrub, scrub --help", "help policy test, policy test --help"})
  void helpIsAskedForByItsWordToo(String word, String option) {
    Typed typed = Typed.at(folder, folder);

    assertThat(typed.type(word)).isEqualTo(typed.type(option));
  }

  @Test
  void helpAboutWhatIsNoCommandSaysSo() {
    assertThat(Typed.at(folder, folder).type("help scurb").err())
        .contains("there is no command scurb", "Did you mean: dr-clean scrub?");
  }

  @ParameterizedTest
  @CsvSource({"--keep 24, --keep", "--grace 24, --grace", "--keep=24, --keep"})
  void anAgeWithoutAUnitIsToldSoByTheNameThatWasTyped(String typed, String option) {
    assertThat(Typed.atDemo(folder).type("scrub ROOT " + typed).err())
        .contains("option '" + option + "'", "'24' lacks its unit; write for example 24h");
  }
}
