// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void reportSaysWhatIsThereAndWhatIsGarbage() {
    Typed.Answer answer = Typed.atDemo(folder).type("report ROOT");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("v2 registry: 3 repositories, 5 tags, 6 manifests, 26 blobs")
        .contains("garbage blobs", "garbage links", "garbage uploads", "team/app");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void reportChangesNothingInTheRegistry() {
    Typed typed = Typed.atDemo(folder);
    Snapshot before = Snapshot.of(typed.registry());

    typed.type("report ROOT --untagged");
    typed.type("validate ROOT --deep");
    typed.type("explain ROOT team/app:1.1");
    typed.type("scrub ROOT --dry-run");
    typed.type("runs ROOT");

    assertThat(Snapshot.of(typed.registry())).isEqualTo(before);
  }

  @Test
  void aDryRunPrintsTheSameLinesAsTheRealRun() {
    Typed typed = Typed.atDemo(folder);

    Typed.Answer dry = typed.type("scrub ROOT --dry-run");
    Typed.Answer real = typed.type("scrub ROOT --yes");

    assertThat(dry.out()).contains("blob").isEqualTo(real.out());
    assertThat(real.exit()).isZero();
  }

  @Test
  void twoDryRunsPrintTheSameLinesInTheSameOrderWhateverIsRemembered() {
    Typed typed = Typed.atDemo(folder);

    String first = typed.type("scrub ROOT --dry-run --untagged --jobs 1").out();
    String remembered = typed.type("scrub ROOT --dry-run --untagged --jobs 8").out();

    assertThat(remembered).isEqualTo(first);
    assertThat(first.lines().filter(line -> line.startsWith("layer-link"))).isSorted();
    assertThat(
            first
                .lines()
                .filter(line -> line.startsWith("blob"))
                .skip(1)
                .map(line -> line.replaceFirst(".*sha256:", "")))
        .isSorted();
  }

  @Test
  void aScrubCanBeUndoneAndPurged() {
    Typed typed = Typed.atDemo(folder);
    Snapshot before = Snapshot.of(typed.registry()).restorable();

    typed.type("scrub ROOT --yes");
    Snapshot scrubbed = Snapshot.of(typed.registry()).restorable();
    Typed.Answer restored = typed.type("restore ROOT");
    Snapshot after = Snapshot.of(typed.registry()).restorable();

    assertThat(scrubbed).isNotEqualTo(before);
    assertThat(restored.exit()).isZero();
    assertThat(after).isEqualTo(before);
    typed.type("scrub ROOT --yes");
    assertThat(typed.type("purge ROOT --hold 0s --yes").exit()).isZero();
    assertThat(typed.type("runs ROOT").out()).contains("nothing is in the quarantine");
    assertThat(typed.type("validate ROOT --deep").exit()).isZero();
  }

  @Test
  void purgeLeavesWhatHasNotWaitedLongEnough() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.type("purge ROOT --yes");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("nothing has waited long enough");
    assertThat(typed.type("runs ROOT --format csv").out()).contains("-scrub-", ",done,");
  }

  @Test
  void oneRepositoryCanBeRestoredOutOfARun() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.type("restore ROOT --repository old/tool");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("old/tool layer").doesNotContain("team/app");
  }

  @Test
  void withoutATerminalAChangeNeedsYes() {
    Typed.Answer answer = Typed.atDemo(folder).type("scrub ROOT");

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).contains("--yes");
  }

  @Test
  void aTerminalIsAskedAndANoMovesNothing() {
    Typed typed = Typed.atDemo(folder).answering("n");
    Snapshot before = Snapshot.of(typed.registry().resolve("docker"));

    Typed.Answer answer = typed.type("scrub ROOT");

    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).contains("[y/N]", "nothing was moved");
    assertThat(Snapshot.of(typed.registry().resolve("docker"))).isEqualTo(before);
  }

  @Test
  void aTerminalIsAskedAndAYesMoves() {
    Typed.Answer answer = Typed.atDemo(folder).answering("y").type("scrub ROOT");

    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).contains("moved 11 items", "undo it: dr-clean restore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--max-percent 10", "--max-bytes 1MiB", "--max-items 3"})
  void aPlanBeyondALimitMovesNothing(String limit) {
    Typed typed = Typed.atDemo(folder);

    Typed.Answer answer = typed.type("scrub ROOT --yes " + limit);

    assertThat(answer.exit()).isEqualTo(Exit.LIMIT.code);
    assertThat(typed.type("runs ROOT").out()).contains("nothing is in the quarantine");
  }

  @Test
  void aLeaseThatSomebodyHoldsRefusesTheNext() throws IOException {
    Typed typed = Typed.atDemo(folder);
    Files.createDirectories(typed.registry().resolve("dr-clean"));
    Files.writeString(
        typed.registry().resolve("dr-clean/lease.json"),
        """
        {"owner":{"host":"elsewhere","space":"x","pid":1,"started":"%s"},"taken":"%s","expires":"%s"}\
        """
            .formatted(Typed.NOW, Typed.NOW, Typed.NOW.plusSeconds(300)));

    Typed.Answer answer = typed.type("scrub ROOT --yes");

    assertThat(answer.exit()).isEqualTo(Exit.LEASE.code);
    assertThat(answer.err()).contains("elsewhere");
  }

  @Test
  void damageIsAFindingAndExitsWithOne() throws IOException {
    Typed typed = Typed.atDemo(folder);
    remove(typed, "team/app:1.1");

    Typed.Answer answer = typed.type("validate ROOT");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS.code);
    assertThat(answer.out()).contains("missing", "the registry is damaged");
  }

  private static void remove(Typed typed, String tag) throws IOException {
    String digest =
        Files.readString(
            typed
                .registry()
                .resolve("docker/registry/v2/repositories")
                .resolve(tag.replace(":", "/_manifests/tags/") + "/current/link"));
    String hex = digest.substring("sha256:".length());
    Path blob =
        typed
            .registry()
            .resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex);
    Files.delete(blob.resolve("data"));
    Files.delete(blob);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROOT report",
        "--grace 1h report ROOT",
        "report --format tsv ROOT",
        "report ROOT/docker/registry/v2",
        "ROOT --top 1 report"
      })
  void theWordsComeInAnyOrder(String line) {
    Typed.Answer answer = Typed.atDemo(folder).type(line);

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("team/app");
  }

  @Test
  void revertIsRestore() {
    Typed typed = Typed.atDemo(folder);
    typed.type("scrub ROOT --yes");

    Typed.Answer answer = typed.type("ROOT revert");

    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).contains("gave back 11 items");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate ROOT",
        "report",
        "report ROOT --no-such-option",
        "report ROOT --grace soon",
        "scrub ROOT --max-bytes many",
        "report ROOT --format xml",
        "report ROOT --jobs 0",
        "report ROOT --layout v3",
        "restore ROOT --digest x --tag a:b"
      })
  void wrongWordsAreUsage(String line) {
    Typed.Answer answer = Typed.atDemo(folder).type(line);

    assertThat(answer.exit()).isEqualTo(Exit.USAGE.code);
    assertThat(answer.err()).startsWith("dr-clean: ");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void keepInTheEnvironmentIsTheGraceTime() {
    Typed typed = Typed.atDemo(folder).with("KEEP", "60d");

    assertThat(typed.type("report ROOT").out())
        .contains("young blobs")
        .doesNotContain("garbage links");
    assertThat(typed.type("report ROOT --grace 1d").out()).contains("garbage links");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "report",
        "validate",
        "explain",
        "clean",
        "untag",
        "scrub",
        "restore",
        "purge",
        "runs",
        "policy",
        "policy check",
        "policy test",
        "policy explain",
        "policy diff",
        "policy import",
        "policy schema",
        "demo"
      })
  void everyHelpBeginsWithExamplesAndFitsAScreen(String command) {
    Typed.Answer answer = Typed.atDemo(folder).type((command + " --help").strip());

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).startsWith("Examples:");
    assertThat(answer.out().lines()).hasSizeLessThan(60).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theHelpOfAllFitsATerminal() {
    List<String> lines = Typed.atDemo(folder).type("--help").out().lines().toList();

    assertThat(lines).hasSizeLessThanOrEqualTo(33).allMatch(line -> line.length() <= 80);
    assertThat(lines.stream().filter(line -> line.matches("  (-|[a-z]+(, [a-z]+)? {2,}[A-Z]).*")))
        .hasSizeBetween(14, 24);
  }

  @Test
  void completionAndManualComeFromTheSameWords() {
    Typed typed = Typed.atDemo(folder);

    assertThat(typed.type("completion").out()).contains("--max-percent", "validate");
    assertThat(typed.type("manual").out()).startsWith(".TH").contains("max\\-percent");
  }

  @Test
  void explainShowsTheChainThatKeepsALayer() throws IOException {
    Typed typed = Typed.atDemo(folder);
    String layer = layerOf(typed, "team/app");

    Typed.Answer answer = typed.type("explain ROOT " + layer);

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("needed", "tag team/app:", " -> " + layer);
  }

  private static String layerOf(Typed typed, String repository) throws IOException {
    Path layers =
        typed
            .registry()
            .resolve("docker/registry/v2/repositories/" + repository + "/_layers/sha256");
    try (Stream<Path> all = Files.list(layers)) {
      return all.map(path -> "sha256:" + path.getFileName())
          .filter(digest -> typed.type("explain ROOT " + digest).out().contains(": needed"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void explainFindsWhatIsInQuarantine() {
    Typed typed = Typed.atDemo(folder);
    String blob =
        typed
            .type("scrub ROOT --yes --format csv")
            .out()
            .lines()
            .filter(line -> line.startsWith("blob,"))
            .map(line -> line.split(",")[1])
            .findFirst()
            .orElseThrow();

    assertThat(typed.type("explain ROOT " + blob).out()).contains("quarantined", "restore");
  }

  @Test
  void theFoldersOfAnEmptyRepositoryGoAtOnceWhenAskedFor() throws IOException {
    Typed typed = Typed.atDemo(folder);
    Path old = typed.registry().resolve("docker/registry/v2/repositories/old");
    typed.type("scrub ROOT --yes");
    typed.type("purge ROOT --hold 0s --yes");
    try (Stream<Path> all = Files.walk(old)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.setLastModifiedTime(path, FileTime.from(Typed.NOW.minus(Duration.ofDays(3))));
      }
    }

    Typed.Answer answer = typed.type("scrub ROOT --empty-repositories --yes");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("total empty-folder: ");
    assertThat(old).doesNotExist();
    assertThat(typed.type("report ROOT").out()).contains("2 repositories");
  }

  @Test
  void aQuietScrubPrintsItsTotalsAndItsRunAlone() {
    Typed.Answer answer = Typed.atDemo(folder).type("scrub ROOT --yes -q");

    assertThat(answer.out()).contains("total blob: ").doesNotContain("sha256:");
    assertThat(answer.err()).matches("moved 11 items, .* as run \\S+\n");
  }

  private static void corruptOneManifestOf(Typed typed, String repository) throws IOException {
    Path base = typed.registry().resolve("docker/registry/v2");
    try (Stream<Path> links =
        Files.list(base.resolve("repositories/" + repository + "/_manifests/revisions/sha256"))) {
      String hex = links.map(link -> link.getFileName().toString()).sorted().findFirst().orElse("");
      Files.writeString(
          base.resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data"), "{}");
    }
  }

  @Test
  void aCorruptManifestIsToldWhicheverRepositoryIsAskedFor() throws IOException {
    Typed typed = Typed.atDemo(folder);
    corruptOneManifestOf(typed, "team/app");

    Typed.Answer answer = typed.type("validate ROOT --repository team/app");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("corrupt", "what concerns team/app is damaged");
  }

  @Test
  void explainSaysThatDamageKeepsWhatNoChainReaches() throws IOException {
    Typed typed = Typed.atDemo(folder);
    String garbage = firstGarbage(typed, "layer-link,team/app");
    corruptOneManifestOf(typed, "team/app");

    Typed.Answer answer =
        typed.type("explain ROOT " + garbage + " --cache " + folder.resolve("forgetful"));

    assertThat(answer.out()).contains("needed", "cannot be read whole", "validate");
  }

  @Test
  void explainDoesNotCallGarbageWhatMayBeNeeded() throws IOException {
    Typed typed = Typed.atDemo(folder);
    String garbage = firstGarbage(typed, "blob,");
    Path tags =
        typed.registry().resolve("docker/registry/v2/repositories/team/web/_manifests/tags");
    Files.move(tags, tags.resolveSibling("moved"));
    Files.writeString(tags, "a file in the place of the folder");

    Typed.Answer answer = typed.type("explain ROOT " + garbage);

    assertThat(answer.out()).contains(": needed", "not all can").doesNotContain(": garbage");
  }

  private static String firstGarbage(Typed typed, String begin) {
    return typed
        .type("scrub ROOT --dry-run --format csv")
        .out()
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.replaceAll(".*(sha256:[0-9a-f]{64}),.*", "$1"))
        .findFirst()
        .orElseThrow();
  }
}
