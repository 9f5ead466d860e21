// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people ask about a policy and a registry.
class PolicyRegistryTest {
  private static final String KEEP_ONE =
      "version: 1\nrules: [{name: builds, tags: ['b*'], keep: {last: 1}, delete: rest}]\n";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void registry() throws IOException {
    new Pushed(folder.resolve("registry"))
        .push("team/app", "b1", "one", 30)
        .push("team/app", "b2", "two", 20)
        .push("team/app", "same", "two", 20)
        .push("team/app", "b3", "three", 10)
        .push("other", "b1", "four", 5);
    Files.writeString(folder.resolve("one.yaml"), KEEP_ONE);
    Files.writeString(folder.resolve("two.yaml"), KEEP_ONE.replace("last: 1", "last: 2"));
  }

  private Typed.Answer type(String line) {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache"))
        .type(line.replace("DIR", folder.toString()));
  }

  @Test
  void explainSaysWhatBecomesOfEachTagByWhichRuleAndWhy() {
    Typed.Answer answer = type("policy explain DIR/one.yaml ROOT team/app");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out().lines().map(line -> line.replaceAll("  +", "|")))
        .hasSize(6)
        .anyMatch(line -> line.startsWith("b3|sha256:") && line.endsWith("|keep|builds|last 1/1"))
        .anyMatch(line -> line.startsWith("b1|") && line.contains("|delete|builds|by builds: "))
        .anyMatch(line -> line.startsWith("same|") && line.endsWith("|keep|no-rule"))
        .anyMatch(
            line ->
                line.startsWith("0 protected, 2 kept, 2 go; then a scrub --untagged could take 3"));
  }

  @Test
  void explainOfOneTagSaysWhatWouldBeFreed() {
    assertThat(type("policy explain DIR/one.yaml ROOT team/app:b2").out())
        .contains("if it went, a scrub --untagged could take 0 blobs");
    assertThat(type("policy explain DIR/one.yaml ROOT team/app:b3").out())
        .contains("if it went, a scrub --untagged could take 3 blobs");
  }

  @Test
  void explainWritesJson() {
    assertThat(type("policy explain DIR/one.yaml ROOT team/app:b1 --format json").out())
        .contains(
            "\"repository\" : \"team/app\"",
            "\"verdict\" : \"delete\"",
            "\"rule\" : \"builds\"",
            "\"pushed\" : \"2026-10-24T12:00:00Z\"",
            "\"freed\" : {");
  }

  @Test
  void whatIsNotThereCannotBeExplained() {
    assertThat(type("policy explain DIR/one.yaml ROOT nothing").exit())
        .isEqualTo(Exit.REFUSED.code);
    assertThat(type("policy explain DIR/one.yaml ROOT other:b9").exit())
        .isEqualTo(Exit.FINDINGS.code);
    assertThat(type("policy explain DIR/none.yaml ROOT other").exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(type("policy explain DIR/one.yaml ROOT").exit()).isEqualTo(Exit.USAGE.code);
  }

  @Test
  void diffListsTheTagsThatTwoPoliciesJudgeDifferently() {
    Typed.Answer answer = type("policy diff DIR/one.yaml DIR/two.yaml ROOT");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.out().lines()).hasSize(4);
    assertThat(answer.out())
        .contains("team/app:b2", "delete", "keep")
        .doesNotContain("team/app:b1")
        .contains("one.yaml takes 2 tags", "two.yaml takes 1 tag,");
  }

  @Test
  void diffOfOnePolicyWithItselfFindsNothing() {
    Typed.Answer answer = type("policy diff DIR/one.yaml DIR/one.yaml ROOT");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).startsWith("no difference\n");
  }

  @Test
  void diffWritesJsonAndCsv() {
    assertThat(type("policy diff DIR/one.yaml DIR/two.yaml ROOT --format json").out())
        .contains("\"changes\" : [", "\"bytes\" : ", "\"freed\" : {", "\"tags\" : 2");
    assertThat(type("policy diff DIR/one.yaml DIR/two.yaml ROOT --format csv").out().lines())
        .hasSize(2)
        .first()
        .isEqualTo("tag,digest,imageBytes,old,new,reason");
  }

  @Test
  void checkWithARegistryWarnsOfWhatItsTagsShow() throws IOException {
    Files.writeString(
        folder.resolve("three.yaml"),
        """
        version: 1
        protect: {in-use: [kubernetes]}
        rules:
          - {name: none, tags: ["x*"], keep: {last: 1}}
          - {name: builds, tags: ["b*"], keep: {last: 1}, delete: rest}
        """);

    Typed.Answer answer = type("policy check DIR/three.yaml ROOT");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains(
            "warning: rule none selects no tag",
            "warning: in-use source kubernetes cannot be asked by this version",
            "warning: rule builds deletes nothing");
    assertThat(type("policy check DIR/three.yaml").out()).doesNotContain("rule none");
  }
}
