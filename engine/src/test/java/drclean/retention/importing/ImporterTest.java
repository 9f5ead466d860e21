// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import drclean.retention.Policy;
import drclean.retention.judging.Rehearsal;
import drclean.retention.reading.PolicyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Settings as the makers document them, and what comes of them: `NAME.yaml` is the policy that
/// `NAME.txt` becomes, with tests of what it does.
class ImporterTest {
  private static String text(String name) throws IOException {
    try (var text = ImporterTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource(Importer.class)
  void documentedSettingsBecomeThePolicyBesideThem(Importer importer) throws IOException {
    String name = importer.word();
    Policy expected = PolicyText.read(name + ".yaml", text(name + ".yaml")).orRefuse();

    Policy policy = importer.read(text(name + ".txt")).policy();

    assertThat(PolicyText.write(policy)).isEqualTo(PolicyText.write(without(expected)));
  }

  @ParameterizedTest
  @EnumSource(Importer.class)
  void thePolicyDoesWhatTheMakersSay(Importer importer) throws IOException {
    String name = importer.word();
    Policy policy = PolicyText.read(name + ".yaml", text(name + ".yaml")).orRefuse();

    List<Rehearsal.Failure> failures = Rehearsal.run(policy);

    assertThat(policy.examples()).isNotEmpty();
    assertThat(failures).extracting(Rehearsal.Failure::words).isEmpty();
  }

  private static Policy without(Policy policy) {
    return new Policy(
        policy.defaults(),
        policy.protect(),
        policy.rules(),
        policy.untagged(),
        policy.orphans(),
        policy.pressure(),
        policy.pulls(),
        List.of());
  }

  @ParameterizedTest
  @EnumSource(Importer.class)
  void notesTellWhatIsNotTheSame(Importer importer) throws IOException {
    Imported imported = importer.read(text(importer.word() + ".txt"));

    assertThat(imported.notes())
        .extracting(Imported.Note::effect)
        .contains(Imported.Effect.SAME, Imported.Effect.DIFFERS);
    assertThat(imported.notes()).noneMatch(note -> note.how().equals("not read"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ECR | {\"rules\": [{\"rulePriority\": 1}]}",
        "ECR | [",
        "QUAY | {\"method\": \"by mood\", \"value\": 1}",
        "ACR_PURGE | acr purge --filter app --ago 1d",
        "ACR_PURGE | acr purge --ago",
        "RESTIC | restic forget --prune",
        "GITLAB | {\"name_regex_keep\": \"(?=x)\"}",
        "HARBOR | {\"rules\": [{\"template\": \"byMoon\", \"params\": {\"byMoon\": 3}}]}"
      })
  void whatIsNoSettingsIsRefused(Importer importer, String text) {
    assertThatThrownBy(() -> importer.read(text)).isInstanceOf(Refused.class);
  }

  @Test
  void whatIsNotReadIsSaid() {
    Imported imported =
        Importer.GITLAB.read("{\"enabled\": true, \"keep_n\": 3, \"colour\": \"red\"}");

    assertThat(imported.notes())
        .contains(new Imported.Note(Imported.Effect.CANNOT, "colour", "not read"));
  }
}
