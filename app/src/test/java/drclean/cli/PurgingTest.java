// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A purge that was killed on its way leaves a run of which a part is deleted.
class PurgingTest {
  private final Typed typed;
  private final String run;
  private long items;
  private long bytes;

  PurgingTest(@TempDir Path folder) throws IOException {
    this.typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");
    Path runs = typed.registry().resolve("dr-clean/runs");
    try (var all = Files.list(runs)) {
      this.run = all.findFirst().orElseThrow().getFileName().toString();
    }
    Path deleted = runs.resolve(run).resolve("deleted");
    Files.move(runs.resolve(run).resolve("moved"), deleted);
    for (Path kind : list(deleted)) {
      if (!kind.endsWith("blob")) {
        remove(kind);
      }
    }
    try (var all = Files.walk(deleted)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        items++;
        bytes += Files.size(file);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void runsAndReportCountWhatIsLeftOfIt() {
    String json = squeezed(typed.type("runs ROOT --format json"));

    assertThat(items).isPositive();
    assertThat(json)
        .contains("\"state\":\"purging\"", "\"items\":" + items + ",\"bytes\":" + bytes + ",");
    assertThat(squeezed(typed.type("report ROOT --format json")))
        .contains("\"quarantine\":{\"runs\":1,\"items\":" + items + ",\"bytes\":" + bytes + "}");
  }

  private static String squeezed(Typed.Answer answer) {
    return answer.out().replaceAll("\\s+", "");
  }

  @Test
  void aDryRunAndTheQuestionOfAPurgeCountItHoweverLongItIsToWait() {
    Typed.Answer dry = typed.type("purge ROOT --dry-run --hold 30d");
    Typed.Answer asked = typed.answering("n").type("purge ROOT --hold 30d");

    assertThat(dry.out()).contains(run).contains("purging");
    assertThat(dry.err()).contains("deleted " + items + " items, ");
    assertThat(asked.err())
        .contains("Delete " + items + " items (")
        .contains("nothing was deleted");
    assertThat(typed.type("runs ROOT").out()).contains(run);
  }

  @Test
  void theNextPurgeDeletesTheRestAndSaysSo() {
    Typed.Answer answer = typed.type("purge ROOT --hold 30d --yes");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("purging").doesNotContain("nothing has waited");
    assertThat(answer.err()).contains("deleted " + items + " items, ");
    assertThat(typed.type("runs ROOT").out()).doesNotContain(run);
  }

  @Test
  void itCannotBeGivenBackAndIsNotTakenForTheLatestRun() {
    Typed.Answer named = typed.type("restore ROOT " + run);

    assertThat(named.exit()).isEqualTo(3);
    assertThat(named.err()).contains("a purge has begun to delete the run " + run);
    assertThat(typed.type("restore ROOT").exit()).isZero();
  }
}
