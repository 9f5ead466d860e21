// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people ask about a policy alone.
class PolicyCommandTest {
  private static final String BUILDS =
      """
      version: 1
      rules:
        - {name: builds, tags: ["b*"], keep: {last: 1}, delete: {older-than: 7d}}
      tests:
        - name: two builds
          repo: team/app
          tags:
            - {tag: b2, pushed: 10d, expect: keep, because: last 1/1}
            - {tag: b1, pushed: 20d, expect: %s}
      """;

  @TempDir private Path folder = Path.of("");

  private Typed.Answer type(String line) {
    return Typed.at(folder, folder.resolve("cache")).type(line);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aPolicyIsCheckedAndCounted() throws IOException {
    write("policy.yaml", BUILDS.formatted("delete"));

    Typed.Answer answer = type("policy check ROOT/policy.yaml");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).endsWith("policy.yaml: a policy of 1 rule and 1 test\n");
  }

  @Test
  void aMistakeIsShownAsCompilersDo() throws IOException {
    write("policy.yaml", BUILDS.formatted("keep").replace("keep: {last", "keep: {lats"));

    Typed.Answer answer = type("policy check ROOT/policy.yaml");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.out())
        .contains("policy.yaml:3:41: keep knows no \"lats\"; did you mean last?");
    assertThat(type("policy check ROOT/policy.yaml --format json").out())
        .contains("\"policy\" : false", "\"line\" : 3", "\"column\" : 41");
    assertThat(type("policy check ROOT/policy.yaml --format csv").out())
        .startsWith("kind,line,column,what\nmistake,3,41,");
  }

  @Test
  void whatMayNotBeMeantIsWarnedOf() throws IOException {
    write(
        "policy.yaml",
        """
        version: 1
        rules:
          - {name: none, tags: ["v*"], except: ["v*"], delete: rest}
          - {name: all, tags: ["ci-*"], delete: rest}
        """);

    Typed.Answer answer = type("policy check ROOT/policy.yaml");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("warning: rule none selects no tag", "warning: rule all keeps nothing");
  }

  @Test
  void aPolicyThatProtectsAllIsWarnedOf() throws IOException {
    write(
        "policy.yaml",
        "version: 1\nprotect: {tags: ['*']}\nrules: [{name: r, tags: ['v*'], delete: rest}]\n");

    assertThat(type("policy check ROOT/policy.yaml --format json").out())
        .contains("\"policy\" : true", "rule r deletes nothing");
  }

  @Test
  void aPolicyThatDoesWhatItsTestsSayPasses() throws IOException {
    write("policy.yaml", BUILDS.formatted("delete"));

    Typed.Answer answer = type("policy test ROOT/policy.yaml");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).isEqualTo("2 of 2 tags in 1 test as expected\n");
  }

  @Test
  void aTestThatFailsSaysWhatWasExpected() throws IOException {
    write("policy.yaml", BUILDS.formatted("keep"));

    Typed.Answer answer = type("policy test ROOT/policy.yaml");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.out())
        .startsWith("two builds: b1 should be KEEP, but is DELETE (by builds:")
        .endsWith("1 of 2 tags in 1 test as expected\n");
    assertThat(type("policy test ROOT/policy.yaml --format json").out())
        .contains("\"tags\" : 2", "\"expected\" : \"keep\"", "\"verdict\" : \"delete\"");
  }

  @Test
  void testsOfWhatIsNoPolicyAreRefusedMistakeByMistake() throws IOException {
    write("policy.yaml", "version: 2\nrule: []\n");

    Typed.Answer answer = type("policy test ROOT/policy.yaml");

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err().lines()).hasSize(3).last().asString().contains("2 mistakes");
  }

  @Test
  void settingsOfOthersBecomeAPolicyThatChecks() throws IOException {
    write("flags", "--keep-last 5 --keep-within 30d");

    Typed.Answer answer = type("policy import restic ROOT/flags");

    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).startsWith("EFFECT").contains("same");
    write("policy.yaml", answer.out());
    assertThat(type("policy check ROOT/policy.yaml").exit()).isZero();
  }

  @Test
  void whatCannotBeSaidIsShownAndNoticed() throws IOException {
    write(
        "gar.json",
        """
        [{"name": "young", "action": {"type": "Delete"},
          "condition": {"tagState": "any", "newerThan": "3d"}}]
        """);

    Typed.Answer answer = type("policy import artifact-registry ROOT/gar.json");

    assertThat(answer.exit()).as(answer.err()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.err()).contains("cannot", "deleting what is newer");
    assertThat(type("policy import artifact-registry ROOT/gar.json -q").err()).isEmpty();
  }

  @Test
  void anUnknownKindListsTheKinds() throws IOException {
    write("x", "");

    Typed.Answer answer = type("policy import dockerhub ROOT/x");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE.code);
    assertThat(answer.err()).contains("dockerhub", "ecr", "acr-purge", "restic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"policy check ROOT/none", "policy test ROOT", "policy import zot ROOT/bytes"})
  void aFileThatCannotBeReadIsRefusedByName(String line) throws IOException {
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});

    Typed.Answer answer = type(line);

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).startsWith("dr-clean: refused: ").contains(folder.toString());
  }

  @Test
  void policyAloneShowsItsHelp() {
    Typed.Answer answer = type("policy");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE.code);
    assertThat(answer.err()).contains("a command is missing", "Examples:", "check", "import");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(type("policy schema").out()).startsWith("{").contains("dr-clean policy");
  }
}
