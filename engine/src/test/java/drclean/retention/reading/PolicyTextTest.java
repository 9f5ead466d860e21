// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import drclean.retention.Amount;
import drclean.retention.Keep;
import drclean.retention.Policy;
import drclean.retention.judging.RandomPolicy;
import drclean.retention.reading.Reading.Right;
import drclean.retention.reading.Reading.Wrong;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {
  private static final String RULE = "version: 1\nrules:\n  - {name: r, tags: [\"v*\"], %s}\n";
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource("policy.schema.json"));
  }

  private static String resource(String name) {
    try (InputStream text = Policy.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean fitsTheSchema(String text) {
    return SCHEMA.validate(text, InputFormat.YAML).isEmpty();
  }

  private static String mistakes(String text) {
    return PolicyText.read("p.yaml", text) instanceof Wrong(var mistakes)
        ? String.join("\n", mistakes.stream().map(Mistake::toString).toList())
        : "";
  }

  @Test
  void whatIsWrittenReadsBackAndFitsTheSchema() {
    for (long seed = 0; seed < 300; seed++) {
      Policy policy = new RandomPolicy(seed).policy();

      String text = PolicyText.write(policy);

      assertThat(PolicyText.read("p.yaml", text))
          .describedAs("seed %d\n%s", seed, text)
          .isEqualTo(new Right(policy));
      assertThat(SCHEMA.validate(text, InputFormat.YAML)).describedAs(text).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"builds", "releases", "pull-requests", "original"})
  void anExampleReadsBackAndFitsTheSchema(String name) {
    String text = resource("examples/" + name + ".yaml");
    Policy policy = PolicyText.read(name, text).orRefuse();

    assertThat(PolicyText.read("again", PolicyText.write(policy)).orRefuse()).isEqualTo(policy);
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    assertThat(SCHEMA.validate(PolicyText.write(policy), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep: {last: 0} | p.yaml:3:42: last must be at least 1",
        "keep: {} | p.yaml:3:35: keep is empty; leave it away, or say what to keep",
        "delete: {} | p.yaml:3:37: delete is empty; write rest, or conditions such as {older-than:"
            + " 30d}",
        "keep: {within: 7} | p.yaml:3:44: \"7\" is no duration; write a number and a unit: 90m,"
            + " 24h, 7d, 2w, forever",
        "keep: {lats: 3} | p.yaml:3:36: keep knows no \"lats\"; did you mean last?",
        "keeps: {last: 3} | p.yaml:3:29: a rule knows no \"keeps\"; did you mean keep?",
        "keep: {last: 3}, keep: {last: 4} | p.yaml:3:46: keep is given twice",
        "delete: all | p.yaml:3:37: \"all\" is no deletion; write rest, or conditions such as"
            + " {older-than: 30d}",
        "delete: rest, by: push | p.yaml:3:47: \"push\" is not known; did you mean pushed?",
        "delete: rest, except: ['re:('] | p.yaml:3:52: no regular expression",
        "delete: rest, except: ['v[0-9]'] | p.yaml:3:52: a glob knows *, ** and ?, not '['",
        "delete: rest, match: all | p.yaml:3:5: match: all needs unit: image",
        "delete: rest, per: 're:x.*' | p.yaml:3:48: it captures nothing",
        "allow-empty: true | p.yaml:3:5: a rule needs keep or delete",
        "keep: {last: } | p.yaml:3:41: a value is missing"
      })
  void aMistakeNamesItsPlaceAndTheWayOut(String rule, String message) {
    String text = RULE.formatted(rule);

    assertThat(mistakes(text)).startsWith(message);
  }

  @Test
  void sourcesAreFilesByEitherSpelling() {
    String text =
        """
        version: 1
        protect: {in-use: [{file: /etc/used}, "file:more"]}
        pulls: {file: pulls.jsonl, ignore-from: ["scanner*"]}
        """;

    Policy policy = PolicyText.read("p.yaml", text).orRefuse();

    assertThat(policy.protect().inUse()).containsExactly("file:/etc/used", "file:more");
    assertThat(policy.pulls().file()).isEqualTo("pulls.jsonl");
    assertThat(fitsTheSchema(text)).isTrue();
    assertThat(PolicyText.read("again", PolicyText.write(policy)).orRefuse()).isEqualTo(policy);
    assertThat(mistakes("version: 1\nprotect: {in-use: [{fil: x}]}"))
        .contains("a source knows no \"fil\"; did you mean file?");
  }

  @Test
  void allMistakesOfAFileAreNamedAtOnce() {
    String text =
        """
        version: 2
        default: {}
        rules:
          - {name: a, tags: v*, delete: rest}
          - {tags: ["b*"], keep: {last: 0}}
        untagged: {history: many}
        """;

    assertThat(mistakes(text).lines())
        .containsExactly(
            "p.yaml:1:10: \"2\" is no version that is known; this program knows 1",
            "p.yaml:2:1: a policy knows no \"default\"; did you mean defaults?",
            "p.yaml:4:21: must be a list, such as [\"v*\"]",
            "p.yaml:5:5: name is missing",
            "p.yaml:5:33: last must be at least 1",
            "p.yaml:6:21: \"many\" is no whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep: {last: 0}",
        "keep: {}",
        "delete: {}",
        "keep: {within: 7}",
        "keep: {lats: 3}",
        "keeps: {last: 3}",
        "delete: all",
        "delete: rest, by: push",
        "allow-empty: true"
      })
  void theSchemaRefusesWhatItCanSee(String rule) {
    assertThat(fitsTheSchema(RULE.formatted(rule))).isFalse();
  }

  @Test
  void noYamlAndNoPolicyAreMistakesNotCrashes() {
    assertThat(mistakes("a: [")).contains("no YAML");
    assertThat(mistakes("")).contains("the file is empty");
    assertThat(mistakes("- 1")).contains("a policy must be a mapping");
    assertThat(mistakes("version: 1\n---\nversion: 1")).contains("a second document");
    assertThat(mistakes("[".repeat(30_000))).contains("at most");
    assertThat(mistakes("#".repeat(2_000_000))).contains("at most");
    assertThat(mistakes("version: 1\nrules: &a [*a]")).isNotEmpty();
  }

  @Test
  void aBombOfAliasesIsRefused() {
    var text = new StringBuilder("version: 1\nprotect:\n  tags: &t [");
    text.append("\"a\", ".repeat(3_000)).append("]\nrules:\n");
    for (int i = 0; i < 45; i++) {
      text.append("  - {name: r%d, tags: *t, delete: rest}\n".formatted(i));
    }

    assertThat(mistakes(text.toString())).contains("more than 100000 values");
  }

  @Test
  void anAliasSparesWords() {
    Policy policy =
        PolicyText.read(
                "p.yaml",
                """
                version: 1
                protect: {tags: &t [a]}
                rules: [{name: r, tags: *t, keep: {last: 1}}]
                """)
            .orRefuse();

    assertThat(policy.rules().getFirst().selection().tags()).isEqualTo(policy.protect().tags());
  }

  @ParameterizedTest
  @CsvSource({
    "90m,PT90M",
    "1d12h,PT36H",
    "2w,P14D",
    "0s,PT0S",
    "forever,PT2562047788015215H30M7.999999999S"
  })
  void durationsAreRead(String text, Duration duration) {
    assertThat(Amount.duration(text)).contains(duration);
    assertThat(Amount.duration(Amount.text(duration))).contains(duration);
  }

  @Test
  void whatSemverDoesNotSayIsAll() {
    Policy policy =
        PolicyText.read("p.yaml", RULE.formatted("keep: {semver: {majors: 2}}")).orRefuse();

    assertThat(policy.rules().getFirst().keep())
        .containsExactly(new Keep.Semver(2, Keep.ALL, Keep.ALL, 0));
  }
}
