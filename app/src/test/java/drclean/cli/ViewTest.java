// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A terminal shows what fits it; pipes and `-v` get everything.
class ViewTest {
  private static final int GARBAGE = 30;

  private final Typed typed;

  ViewTest(@TempDir Path folder) throws IOException {
    this.typed = Typed.atDemo(folder);
    for (int i = 0; i < GARBAGE; i++) {
      blob("%064x".formatted(i));
    }
  }

  private void blob(String hex) throws IOException {
    Path data =
        typed
            .registry()
            .resolve(
                "docker/registry/v2/blobs/sha256/%s/%s/data".formatted(hex.substring(0, 2), hex));
    Files.createDirectories(data.getParent());
    Files.writeString(data, hex);
    Files.setLastModifiedTime(data, FileTime.from(Typed.NOW.minus(Duration.ofDays(9))));
  }

  private static long blobs(String out) {
    return out.lines().filter(line -> line.startsWith("blob ")).count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scrub ROOT --max-percent 100 --dry-run",
        "scrub ROOT --max-percent 100 --yes",
        "restore ROOT --dry-run"
      })
  void aTerminalShowsTwentyLinesOfAKindAndHowManyMoreThereAre(String line) {
    scrubFirstIfNeeded(line);

    String out = typed.reading(200).type(line).out();

    assertThat(blobs(out)).isEqualTo(20);
    assertThat(out.lines().filter(one -> one.startsWith("… and")))
        .containsExactly("… and 16 more (-v shows all)");
    assertThat(out).contains("layer-link", "upload");
  }

  @ParameterizedTest
  @CsvSource({
    "0, scrub ROOT --max-percent 100 --dry-run",
    "200, scrub ROOT --max-percent 100 --dry-run -v",
    "0, restore ROOT --dry-run",
    "200, restore ROOT --dry-run -v"
  })
  void pipesAndTheVerboseGetAllLines(int columns, String line) {
    scrubFirstIfNeeded(line);

    String out = typed.reading(columns).type(line).out();

    assertThat(blobs(out)).isEqualTo(6 + GARBAGE);
    assertThat(out).doesNotContain("…");
  }

  private void scrubFirstIfNeeded(String line) {
    if (line.startsWith("restore")) {
      typed.type("scrub ROOT --max-percent 100 --yes");
    }
  }

  @Test
  void jsonIsWholeOnATerminalToo() {
    String out =
        typed.reading(40).type("scrub ROOT --max-percent 100 --dry-run --format json").out();

    assertThat(out).contains("%064x".formatted(GARBAGE - 1)).doesNotContain("…");
  }

  @Test
  void purgeShowsTwentyRunsOnATerminal() throws IOException {
    for (int i = 0; i < 22; i++) {
      blob("%064x".formatted(100 + i));
      typed.type("scrub ROOT --max-percent 100 --yes -q");
    }

    String out = typed.reading(100).type("purge ROOT --hold 0s --dry-run").out();

    assertThat(out.lines().filter(line -> line.contains("-scrub-"))).hasSize(20);
    assertThat(out).contains("… and 2 more (-v shows all)");
  }

  @Test
  void purgeSaysWithoutDoingItWhatItWouldSay() {
    typed.type("scrub ROOT --max-percent 100 --yes");

    Typed.Answer dry = typed.type("purge ROOT --hold 0s --dry-run");
    Typed.Answer real = typed.type("purge ROOT --hold 0s --yes");

    assertThat(real.out()).isEqualTo(dry.out());
    assertThat(real.err()).startsWith("deleted 41 items, 5.2");
    assertThat(dry.err())
        .contains(real.err().lines().findFirst().orElseThrow(), "nothing was deleted");
  }

  @Test
  void aTableFitsTheTerminalAndCutsTheWidestTextAlone() throws IOException {
    Path long1 = typed.registry().resolve("docker/registry/v2/repositories/" + "long/".repeat(30));
    Files.createDirectories(long1.resolve("_layers"));

    String narrow = typed.reading(80).type("report ROOT").out();
    String piped = typed.reading(0).type("report ROOT").out();
    String verbose = typed.reading(80).type("report ROOT -v").out();

    assertThat(narrow.lines().takeWhile(line -> !line.startsWith("`scrub`")))
        .allMatch(line -> line.length() <= 80);
    assertThat(narrow).contains("long/", "…", "8.29 MiB", "(cut to fit; -v shows all)");
    assertThat(piped).contains("long/".repeat(29) + "long").doesNotContain("…");
    assertThat(verbose).isEqualTo(piped);
  }

  @Test
  void runsAreNeverCut() {
    typed.type("scrub ROOT --max-percent 100 --yes");

    assertThat(typed.reading(20).type("runs ROOT").out())
        .containsPattern("20261123T120000Z-scrub-[0-9a-f]{6} ");
  }

  @Test
  void runsFitAnOrdinaryTerminal() {
    typed.type("scrub ROOT --max-percent 100 --yes");

    String out = typed.reading(80).type("runs ROOT").out();

    assertThat(out.lines()).allMatch(line -> line.length() <= 80);
    assertThat(out).contains("PURGE FROM (UTC)", "(cut to fit").doesNotContain("STARTED");
  }

  @Test
  void timesAreInUtcToTheMinuteAndSecond() {
    typed.type("scrub ROOT --max-percent 100 --yes");

    assertThat(typed.type("runs ROOT").out()).contains("STARTED (UTC)", "2026-11-23 12:00");
    assertThat(typed.type("runs ROOT --format json").out()).contains("\"2026-11-30T12:00:00Z\"");
    assertThat(Cell.exact(Instant.parse("2026-11-23T12:00:00.123456789Z")))
        .isEqualTo("2026-11-23T12:00:00Z");
    assertThat(typed.type("scrub ROOT --max-percent 100 --dry-run --format csv").out())
        .doesNotContain("000000Z");
  }

  @Test
  void anUploadSaysWhenItWasLastWrittenToTheMinute() {
    assertThat(typed.type("scrub ROOT --max-percent 100 --dry-run").out())
        .contains("never finished, last written 2026-10-24 12:00 UTC\n");
  }

  @ParameterizedTest
  @CsvSource({"P7D, 7 days", "PT24H, 24h", "PT36H, 36h", "PT90M, 90m", "PT0S, 0s", "PT61S, 61s"})
  void durationsAreHuman(Duration duration, String text) {
    assertThat(Human.duration(duration)).isEqualTo(text);
  }

  @Test
  void theReportNamesTheGraceTimeThatWasAskedFor() {
    assertThat(typed.type("report ROOT --grace 60d").out())
        .contains("younger than --grace (60 days)");
  }
}
