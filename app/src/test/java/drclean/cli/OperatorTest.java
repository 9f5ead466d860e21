// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words that tell an operator what to type next, and what went wrong.
class OperatorTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aWrongValueOfKeepNamesKeep() {
    Typed.Answer answer = Typed.atDemo(folder).with("KEEP", "soon").type("report ROOT");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).startsWith("dr-clean: ").contains("$KEEP", "'soon' is no duration");
    assertThat(answer.err()).doesNotContain("'--grace'");
  }

  @ParameterizedTest
  @CsvSource({"--grace later", "--grace=later", "--keep later"})
  void aWrongValueOnTheLineDoesNotNameKeep(String typed) {
    Typed.Answer answer = Typed.atDemo(folder).with("KEEP", "soon").type("report ROOT " + typed);

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("'later' is no duration").doesNotContain("$KEEP");
  }

  @Test
  void theLinesToTypeBeginWithTheNameThatItWasCalledBy() {
    Typed typed = Typed.atDemo(folder).with("DR_CLEAN_NAME", "./dr-clean");

    Typed.Answer answer = typed.type("scrub ROOT --yes --layout v2");

    assertThat(answer.err())
        .contains(
            "undo it: ./dr-clean restore " + typed.registry() + " --layout v2 2026",
            "is free after: ./dr-clean purge " + typed.registry() + " --layout v2 (");
  }

  @Test
  void aLineToTypeQuotesWhatAShellWouldSplit() {
    var again =
        new Again("dr-clean", java.util.List.of("/srv/my registry", "--quarantine", "it's"));

    assertThat(again.line("restore", "RUN"))
        .isEqualTo("dr-clean restore '/srv/my registry' --quarantine 'it'\\''s' RUN");
  }

  @Test
  void aRestoreThatIsAskedToEndSaysWhatItDidAndHowToGoOn() throws IOException {
    Typed typed = Typed.atDemo(folder);
    Snapshot before = Snapshot.of(typed.registry()).restorable();
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.endingAt("gave back").type("restore ROOT -v");

    assertThat(answer.exit()).isEqualTo(130);
    assertThat(answer.err()).contains("gave back 1 item, ").contains("stopped on the way");
    Matcher next = Pattern.compile("the rest: dr-clean (restore .*)").matcher(answer.err());
    assertThat(next.find()).isTrue();
    assertThat(typed.endingAt("").type(next.group(1)).err()).contains("gave back 10 items");
    assertThat(Snapshot.of(typed.registry()).restorable()).isEqualTo(before);
  }

  @Test
  void theDemoEndsWithTheNextCommandToType() {
    Path demo = folder.resolve("new");

    Typed.Answer answer =
        Typed.at(folder, folder).with("DR_CLEAN_NAME", "./dr-clean").type("demo " + demo);

    assertThat(answer.out()).endsWith("Next: ./dr-clean report " + demo + "\n");
  }

  @Test
  void theHelpNamesEveryExitCode() {
    String help = Typed.at(folder, folder).type("--help").out();

    for (Exit exit : Exit.values()) {
      assertThat(help).containsPattern("\\b" + exit.code + " [a-z]");
    }
  }

  @Test
  void youngUploadsAndTheFilesOfYoungLinksAreCounted() {
    Typed typed = Typed.atDemo(folder);

    String table = typed.type("report ROOT --grace 60d --upload-age 60d").out();
    String json = typed.type("report ROOT --grace 60d --upload-age 60d --format json").out();

    assertThat(table)
        .containsPattern("young links +4 +284 B ")
        .containsPattern("young uploads +1 +900 KiB  may still go on: .*--upload-age \\(60 days\\)")
        .doesNotContain("garbage uploads");
    assertThat(json.replaceAll("\\s+", ""))
        .contains(
            "\"links\":{\"count\":4,\"bytes\":284},\"uploads\":{\"count\":1,\"bytes\":921620}");
  }

  @Test
  void aStaleUploadIsNotYoung() {
    assertThat(Typed.atDemo(folder).type("report ROOT").out())
        .contains("garbage uploads")
        .doesNotContain("young uploads");
  }
}
