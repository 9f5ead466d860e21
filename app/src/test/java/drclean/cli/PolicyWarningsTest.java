// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator is told of a policy that does not do what it seems to say.
class PolicyWarningsTest {
  private static final String IN_USE =
      """
      version: 1
      protect: {in-use: [{file: in-use.txt}]}
      rules: [{name: builds, tags: ["b*"], keep: {last: 1}, delete: rest}]
      tests:
        - name: nothing is in use
          repo: team/app
          tags:
            - {tag: b1, pushed: 9d, expect: delete}
            - {tag: b2, pushed: 5d, expect: keep}
        - name: one is in use
          repo: team/app
          in-use: ["host.example/team/app:b1", "elsewhere:v1"]
          tags:
            - {tag: b0, pushed: 10d, expect: delete}
            - {tag: b1, pushed: 9d, expect: protected}
            - {tag: b2, pushed: 5d, expect: keep}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void registry() {
    new Pushed(folder.resolve("registry"))
        .push("team/app", "b1", "one", 40)
        .push("team/app", "b2", "two", 30)
        .push("team/app", "latest", "three", 20)
        .push("team/app", "b3", "four", 10);
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private void inUse(String lines) throws IOException {
    Files.writeString(folder.resolve("in-use.txt"), lines);
  }

  private Typed.Answer type(String line) {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache"))
        .type(line.replace("FILE", folder.resolve("policy.yaml").toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "untag ROOT --policy FILE --dry-run --max-percent 100",
        "policy check FILE ROOT",
        "policy explain FILE ROOT team/app"
      })
  void referencesToNothingAreNamed(String line) throws IOException {
    policy(IN_USE);
    inUse("team/typo:v1.2 prod\n\nteam/app:b1\ngibberish !!\n");

    Typed.Answer answer = type(line);

    assertThat(answer.exit()).isZero();
    assertThat(answer.out() + answer.err())
        .contains("warning: 2 of 3 references of in-use source file:in-use.txt name nothing here:")
        .contains("team/typo:v1.2, gibberish");
  }

  @Test
  void aLineThatIsNoReferenceIsNamedByItsNumber() throws IOException {
    policy(IN_USE);
    inUse("team/app:b1\n\n!gibberish\n");

    assertThat(type("policy check FILE").out())
        .contains("line 3, \"!gibberish\", is no reference to an image, so nothing goes");
  }

  @Test
  void checkSaysWhatUntagWillRefuse() throws IOException {
    policy(IN_USE + "pressure: {start: 85%, stop: 80%}\n");

    assertThat(type("policy check FILE").out())
        .contains("in-use source file:in-use.txt does not tell: there is no such file, so nothing")
        .contains("the policy wants pressure (85% to 80%), and this version cannot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"untag ROOT --policy FILE --dry-run", "policy check FILE"})
  void aRuleThatAsksForPullsOfWhichNothingTellsKeepsAll(String line) throws IOException {
    policy(
        """
        version: 1
        rules: [{name: old, tags: ['b*'], keep: {pulled-within: 90d}, delete: rest}]
        """);

    Typed.Answer answer = type(line);

    assertThat(answer.out() + answer.err())
        .contains("warning: rule old asks for pulls (pulled-within)")
        .contains("so that it keeps all that it selects");
  }

  @Test
  void aRuleThatIsOverruledSaysByWhat() throws IOException {
    policy(IN_USE.replace("last: 1", "last: 2"));
    inUse("team/app:b1 prod\n");

    assertThat(type("untag ROOT --policy FILE --dry-run").err())
        .contains(
            "warning: rule builds deletes nothing: all that it wants gone is kept by in-use"
                + " file:in-use.txt prod");
  }

  @Test
  void aRuleThatWantsNothingGoneIsNotWarnedOf() throws IOException {
    policy(IN_USE.replace("last: 1", "last: 3"));
    inUse("team/app:b1 prod\n");

    Typed.Answer answer = type("untag ROOT --policy FILE --dry-run");

    assertThat(answer.err()).doesNotContain("warning", "could take").contains("0 to go");
  }

  @Test
  void inATestNothingIsInUseButWhatItSays() throws IOException {
    policy(IN_USE);

    Typed.Answer answer = type("policy test FILE");

    assertThat(answer.out()).contains("5 of 5 tags in 2 tests as expected");
    assertThat(answer.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"**", "la*", "b1"})
  void quickFormsProtectLatest(String tags) {
    Typed.Answer answer =
        type("untag ROOT --older-than 5d --dry-run --max-percent 100 --tags " + tags);

    assertThat(answer.out()).doesNotContain("latest");
    assertThat(answer.err()).contains("protect:", "latest");
  }

  @Test
  void latestGoesWhereItIsNamed() {
    assertThat(type("untag ROOT --older-than 5d --dry-run --max-percent 100 --tags latest").out())
        .contains("team/app:latest");
  }
}
