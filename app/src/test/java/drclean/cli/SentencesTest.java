// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.command.Denied;
import drclean.command.Traced;
import drclean.plan.Plan.Total;
import drclean.registry.Finding;
import drclean.run.Outcome;
import drclean.run.Recheck;
import drclean.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sentences that say no more than is so, and what to do.
class SentencesTest {
  private static final Again AGAIN = new Again("dr-clean", List.of("/srv/registry"));
  private static final Finding TORN =
      new Finding(
          Finding.Kind.CORRUPT, "a:v1", "a/link", "it is torn", "push", Finding.Effect.DAMAGE);
  private static final Finding CLOSED =
      new Finding(
          Finding.Kind.UNREADABLE,
          "team",
          "repositories/team",
          "what lies below it cannot be known: permission denied",
          "make it readable",
          Finding.Effect.BLOCKS);

  @TempDir private Path folder = Path.of("");

  private static String hex(Typed typed) throws IOException {
    Path layers =
        typed.registry().resolve("docker/registry/v2/repositories/team/app/_manifests/revisions");
    try (Stream<Path> all = Files.list(layers.resolve("sha256"))) {
      return all.map(path -> path.getFileName().toString()).sorted().findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 16, 7})
  void bareDigitsAreTakenForADigest(int digits) throws IOException {
    Typed typed = Typed.atDemo(folder);
    String hex = hex(typed);

    Typed.Answer answer = typed.type("explain ROOT " + hex.substring(0, digits));

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("(sha256:" + hex + "): ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:12", "sha256:123456", "sha256:12…"})
  void aBeginningThatIsTooShortIsToldSo(String typed) {
    assertThat(Typed.atDemo(folder).type("explain ROOT " + typed).err())
        .contains("too short", "at least 7 digits")
        .doesNotContain("no repository sha256");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5000/team/app:1.1, team/app:1.1",
    "registry.example/team/app:1.1, team/app:1.1",
  })
  void aHostInFrontOfARepositoryIsToBeLeftAway(String typed, String meant) {
    assertThat(Typed.atDemo(folder).type("explain ROOT " + typed).err())
        .contains("leave the host away: " + meant);
  }

  @Test
  void aRepositoryThatCannotBeReadMayBeThereAllTheSame() throws IOException {
    Typed typed = Typed.atDemo(folder);
    String loop = "docker/registry/v2/repositories/team/self";
    Files.createSymbolicLink(typed.registry().resolve(loop), Path.of("self"));

    assertThat(typed.type("explain ROOT team/self:v1").err())
        .contains("there is no repository team/self here", loop + " could not be read", "may be");
    assertThat(typed.type("explain ROOT other:v1").err()).doesNotContain("could not be read");
  }

  @Test
  void onlyWhatWasReadIsCalledDamaged() {
    assertThat(ValidateCommand.summary("the registry", List.of(TORN)))
        .isEqualTo("the registry is damaged: 1 finding");
    assertThat(ValidateCommand.summary("the registry", List.of(TORN, CLOSED)))
        .isEqualTo(
            "the registry is damaged: 2 findings, of which 1 could not be read by this user");
    assertThat(ValidateCommand.summary("the registry", List.of(CLOSED)))
        .isEqualTo("not all could be read by this user (1 finding); what was read is whole");
  }

  @Test
  void whatThisUserMayNotReadIsNotToBeDeleted() {
    var closed =
        new Finding(
            Finding.Kind.UNREADABLE,
            "web:v1",
            "web/_manifests/tags/v1/current/link",
            "what the tag points at cannot be read: permission denied",
            "push the tag again, or delete its folder",
            Finding.Effect.PROTECTS);
    var traced = new Traced(closed, List.of(), Optional.empty(), Optional.empty());

    assertThat(FindingText.line(closed)).endsWith("; make it readable for this user");
    assertThat(new FindingText(AGAIN).line(traced)).endsWith("; make it readable for this user");
    assertThat(FindingText.line(TORN)).endsWith("; push");
  }

  @Test
  void whoMayNotMakeTheLeaseIsToldWhoMay() throws IOException {
    Path file = folder.resolve("dr-clean/lease.json");
    var denied =
        new StorageException(
            "create", "dr-clean/lease.json", new AccessDeniedException(file.toString()));

    assertThat(Denied.making(file, denied))
        .hasMessage(
            "cannot create %s: permission denied; run this as its owner, %s"
                .formatted(file, Files.getOwner(folder)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report",
        "validate",
        "validate --format json",
        "untag --keep-last 1 --dry-run --format json"
      })
  void aPatternLikeNoRepositoryIsRefused(String command) {
    Typed typed = Typed.atDemo(folder);

    Typed.Answer answer =
        typed.type(command.replaceFirst(" |$", " ROOT ").strip() + " --repository taem/*");

    assertThat(answer.exit()).isEqualTo(Exit.REFUSED.code);
    assertThat(answer.err()).contains("no repository is called like taem/*");
    assertThat(answer.out()).isEmpty();
    assertThat(typed.type(command + " ROOT --repository team/*").err())
        .doesNotContain("no repository");
  }

  @Test
  void untaggedManifestsAreMentionedOnlyWhereTheyStay() {
    Typed typed = Typed.atDemo(folder);

    assertThat(typed.type("report ROOT").out())
        .containsPattern(
            "(1 manifest is reached by no tag; with --untagged it is"
                + "|[2-9] manifests are reached by no tag; with --untagged they are) garbage, too:"
                + " up to \\d+ blobs?, [1-9]\\S* [KM]iB more");
    assertThat(typed.type("report ROOT --untagged --grace 60d").out())
        .doesNotContain("reached by no tag");
  }

  @Test
  void whereNothingIsGarbageScrubSaysHowMuchIsYoung() {
    assertThat(Typed.atDemo(folder).type("scrub ROOT --dry-run --grace 60d --upload-age 60d").err())
        .containsPattern("[0-9.]+ [KM]iB in \\d+ items are younger than the grace time of 60 days");
  }

  @ParameterizedTest
  @CsvSource({"24, removed 24 empty folders", "1, removed 1 empty folder"})
  void aRunThatRemovedOnlyEmptyFoldersOffersNothingToGiveBack(long cut, String said) {
    List<String> lines = OutcomeText.of(outcome(Map.of(), cut), AGAIN);

    assertThat(lines).containsExactly(said + ", as run RUN");
  }

  @Test
  void aRunThatMovedSomethingSaysHowToUndoIt() {
    List<String> lines = OutcomeText.of(outcome(Map.of("blob", new Total(1, 5)), 3), AGAIN);

    assertThat(lines.getFirst())
        .isEqualTo("moved 1 item, 5 B, and removed 3 empty folders, as run RUN");
    assertThat(lines).contains("undo it: dr-clean restore /srv/registry RUN");
  }

  @Test
  void whatScrubIsToDoAndDidAddsUpAndNamesEmptyFolders() throws IOException {
    Typed typed = Typed.atDemo(folder);
    Path left =
        typed
            .registry()
            .resolve("docker/registry/v2/repositories/team/app/_layers/sha256/" + "a".repeat(64));
    Files.createDirectories(left);
    Files.setLastModifiedTime(left, FileTime.from(Typed.NOW.minus(Duration.ofDays(9))));
    String report = typed.type("report ROOT").out();
    String limit = typed.type("scrub ROOT --dry-run --max-items 1").err();

    Typed.Answer answer = typed.answering("y").type("scrub ROOT");

    assertThat(report).containsPattern("garbage empty folders +1 +0 B");
    assertThat(limit).contains("the plan takes 11 items, and at most 1 are");
    assertThat(answer.out())
        .contains("total empty-folder: 1\n")
        .containsPattern("total: 11 items, [0-9.]+ MiB, and 1 empty folder\n");
    assertThat(answer.err())
        .containsPattern("Move 11 items \\([0-9.]+ MiB\\) into the quarantine and remove 1 empty f")
        .containsPattern("moved 11 items, [0-9.]+ MiB, and removed 1 empty folder, as run ");
  }

  private static Outcome outcome(Map<String, Total> moved, long cut) {
    return new Outcome(
        "RUN",
        Outcome.Ended.DONE,
        Typed.NOW,
        moved,
        0,
        cut,
        List.of(),
        List.of(),
        List.of(),
        Recheck.Result.NONE);
  }
}
