// SPDX-License-Identifier: Apache-2.0
package drclean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drclean.real.Content;
import drclean.real.Image;
import drclean.real.Images;
import drclean.real.WrittenRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Registries with one thing wrong. Each is told of, or refused, and nothing is lost: neither what
/// is in the registry nor what lies beside it.
@Timeout(60)
class BadInputTest {
  private static final String CURRENT = "_manifests/tags/v1/current/link";
  private static final String[] SCRUB = {"--yes", "--max-percent", "100", "--untagged"};

  @TempDir private Path folder;
  private final Images images = Images.oci(5);
  private final Image app = images.image(2);
  private final Image gone = images.image(1);
  private WrittenRegistry registry;
  private Snapshot beside = new Snapshot(new TreeMap<>());

  @BeforeEach
  void write() {
    registry = new WrittenRegistry(folder.resolve("registry"));
    registry.push(app, "team/app", "v1");
    registry.push(images.image(1), "team/app", "v2");
    registry.push(images.image(1), "team/other", "v1");
    registry.leave(gone, "team/gone");
    WrittenRegistry.write(folder.resolve("outside/precious"), new byte[100]);
    registry.aged();
    beside = beside();
  }

  /// All around the registry but the cache that a test names.
  private Snapshot beside() {
    var all = new TreeMap<>(Snapshot.of(folder).things());
    all.keySet().removeIf(path -> path.startsWith("registry/") || path.startsWith("cache/"));
    return new Snapshot(all);
  }

  @AfterEach
  void nothingBesideTheRegistryChanged() {
    assertThat(beside()).isEqualTo(beside);
  }

  private Path app(String path) {
    return registry.repository("team/app").resolve(path);
  }

  /// Runs a script of the test, which may change what lies around the registry.
  private void bash(Path in, String script) throws Exception {
    var shell = new ProcessBuilder("bash", "-ec", script).directory(in.toFile()).inheritIO();
    assertThat(shell.start().waitFor()).as(script).isZero();
    beside = beside();
  }

  /// Writes a manifest that a repository links.
  private Content manifest(String text) {
    var manifest = Content.of(app.manifest().mediaType(), text);
    WrittenRegistry.write(registry.blob(manifest.digest()).resolve("data"), manifest.bytes());
    registry.link("team/app", "_manifests/revisions/sha256/" + manifest.hex(), manifest.digest());
    registry.aged();
    return manifest;
  }

  private String text() {
    return new String(app.manifest().bytes(), UTF_8);
  }

  private Typed validate() {
    return Typed.line("validate", registry.root());
  }

  /// Scrubs, and checks that no file of the registry is lost, and that restore brings all back.
  private Typed scrub() {
    var before = Snapshot.of(registry.root()).restorable();
    var scrub = Typed.line("scrub", registry.root(), SCRUB);
    assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before);
    return scrub;
  }

  private void damaged(String... words) {
    var validate = validate();
    assertThat(validate.exit()).as(validate.said()).isEqualTo(1);
    assertThat(validate.out()).contains(words);
  }

  private void cleaned() {
    var scrub = scrub();
    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(registry.blob(gone.digest())).doesNotExist();
  }

  private void refused(String... words) {
    ended(3, words);
  }

  private void ended(int exit, String... words) {
    var scrub = scrub();
    assertThat(scrub.exit()).as(scrub.said()).isEqualTo(exit);
    assertThat(scrub.err()).contains(words);
    assertThat(registry.blob(gone.digest())).exists();
    registry.requireWhole();
  }

  @Test
  void linksThatLeadInCirclesAreFollowedNoFurther() throws Exception {
    bash(registry.repository("team"), "ln -s . loop");

    assertThat(validate().out()).contains("team/loop/loop", "symbolic links lead in circles");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void aHundredLinksThatLeadInCirclesAreFollowedOnce() throws Exception {
    bash(registry.repository("team"), "for i in $(seq 100); do ln -s . loop$i; done");

    assertThat(validate().out()).contains("symbolic links lead in circles");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void aLinkToItselfRefusesAsNobodyKnowsWhatItHid() throws Exception {
    bash(registry.repository("team"), "ln -s self self");

    damaged("team/self", "Too many levels of symbolic links");
    refused("what team/self needs is unknown", "run `validate` to see all");
  }

  @Test
  void aPipeAmongLinksIsLeftAlone() throws Exception {
    bash(app(""), "mkfifo _manifests/tags/pipe _layers/sha256/pipe");

    assertThat(validate().out()).contains("_layers/sha256/pipe", "is left alone");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void aPipeInPlaceOfATagsTargetProtectsItsRepository() throws Exception {
    bash(app(""), "rm " + CURRENT + "; mkfifo " + CURRENT);

    damaged("team/app:v1", CURRENT, "it is not a regular file", "push the tag again");
    cleaned();
    assertThat(registry.blob(app.digest())).exists();
  }

  @Test
  void pipesInPlaceOfFoldersAreNotWaitedFor() throws Exception {
    var shard = registry.blob(app.digest()).resolveSibling("").toString();
    bash(folder, "rm -r %s; mkfifo %s".formatted(shard, shard));

    damaged("blobs/sha256/", "it is not a folder");
    cleaned();
    assertThat(registry.blob(app.config().digest())).exists();
  }

  @Test
  void aPipeInPlaceOfTheMemoryOfManifestsIsNotWaitedFor() throws Exception {
    var cache = folder.resolve("cache");
    Typed.line("report", registry.root(), "--cache", cache.toString());
    bash(cache, "for f in *; do rm $f; mkfifo $f; done");

    assertThat(Typed.line("report", registry.root(), "--cache", cache.toString()).exit()).isZero();
  }

  @Test
  void linksInPlaceOfTheLeasesFilesAreNeverWrittenThrough() throws Exception {
    bash(
        registry.root(),
        """
        mkdir dr-clean
        echo {} > dr-clean/lease.json
        touch -d 2020-01-01 dr-clean/lease.json
        ln -s ../../outside/precious dr-clean/lease.json.new
        ln -s ../../outside/precious dr-clean/lease.json.guard
        """);

    ended(4, "it is not a regular file");
    bash(registry.root(), "rm dr-clean/lease.json.guard");
    cleaned();
  }

  @Test
  void aPipeInPlaceOfTheLeasesGuardIsNotWaitedFor() throws Exception {
    bash(
        registry.root(),
        "mkdir dr-clean; echo {} > dr-clean/lease.json; touch -d 2020-01-01 dr-clean/lease.json;"
            + "mkfifo dr-clean/lease.json.guard");

    ended(4, "it is not a regular file");
  }

  @Test
  void aDeepTreeInQuarantineIsPurgedInTime() throws Exception {
    scrub();
    bash(registry.root(), "cd dr-clean/runs/*/moved; mkdir -p $(printf 'd/%.0s' $(seq 1500))");

    var purge = Typed.line("purge", registry.root(), "--hold", "0s", "--yes");

    assertThat(purge.exit()).as(purge.said()).isZero();
    assertThat(registry.root().resolve("dr-clean/runs")).isEmptyDirectory();
  }

  @Test
  void aPipeInPlaceOfAManifestIsNotWaitedFor() throws Exception {
    bash(registry.blob(app.digest()), "rm data; mkfifo data");

    damaged(app.digest(), "it is not a regular file");
    cleaned();
    assertThat(registry.blob(app.config().digest())).exists();
  }

  @Test
  void aFileInPlaceOfTheTagsRefusesAsNobodyKnowsTheTags() throws Exception {
    bash(app("_manifests"), "rm -r tags; echo x > tags");

    damaged("team/app", "_manifests/tags", "it is not a folder", "move that file away");
    var scrub = scrub();
    assertThat(scrub.exit()).isEqualTo(3);
    assertThat(scrub.err()).contains("team/app", "it is not a folder", "move that file away");
    assertThat(registry.blob(app.digest())).exists();
  }

  @Test
  void aFileAmongRepositoriesIsNoRepository() throws Exception {
    bash(registry.repository("team"), "echo x > file");

    cleaned();
    registry.requireWhole();
  }

  @Test
  void namesThatAreNoTextAreReadAsTheyAre() throws Exception {
    bash(registry.repository("team"), "cp -a app $(printf 'b\\377d')");
    bash(app("_manifests/tags"), "cp -a v1 $(printf 'v\\376')");

    assertThat(Typed.line("report", registry.root()).exit()).isZero();
    assertThat(Typed.line("report", registry.root(), "--repository", "team/b?d").exit()).isZero();
    assertThat(validate().exit()).isZero();
    cleaned();
    registry.requireWhole();
  }

  @Test
  void namesOf255BytesAreReadAsTheyAre() throws Exception {
    bash(registry.repository("team"), "cp -a app $(printf '%0255d' 0)");
    bash(app("_manifests/tags"), "cp -a v1 $(printf '%0255d' 0)");

    assertThat(validate().out()).contains("the name is longer than a registry allows");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void anEmptyManifestProtectsItsRepository() throws Exception {
    Files.write(registry.blob(app.digest()).resolve("data"), new byte[0]);

    damaged(app.digest(), "it is empty", "push the image again");
    cleaned();
    assertThat(registry.blob(app.layers().getFirst().digest())).exists();
  }

  @Test
  void fourMebibytesOfBracketsProtectTheirRepository() {
    var brackets = manifest("[".repeat(4 << 20));

    damaged(brackets.digest(), "what this manifest needs is unknown", "push the image again");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void deepObjectsProtectTheirRepository() {
    var deep = manifest("{\"layers\":".repeat(400_000));

    damaged(deep.digest(), "what this manifest needs is unknown");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void whatIsNamedUnderTheSameKeyTwiceIsNeededTwice() {
    var without = text().substring(0, text().length() - 1);
    var twice = manifest(without + ",\"layers\":[]}");
    registry.link("team/app", "_manifests/tags/twice/current", twice.digest());
    registry.aged();

    cleaned();
    registry.requireWhole();
    assertThat(registry.blob(twice.digest())).exists();
  }

  @Test
  void aDigestThatClimbsOutOfTheRegistryProtectsItsRepository() {
    var climbing = text().replace(app.layers().getFirst().digest(), "sha256:../../etc");

    var manifest = manifest(climbing);

    damaged(manifest.digest(), "sha256:../../etc, which is no digest");
    cleaned();
    registry.requireWhole();
    assertThat(registry.blob(manifest.digest())).exists();
  }

  @Test
  void aTagThatPointsOutOfTheRegistryProtectsItsRepository() throws Exception {
    Files.writeString(app(CURRENT), "sha256:../../../../../../outside/precious");

    damaged("team/app:v1", CURRENT, "it holds no digest", "push the tag again");
    cleaned();
    assertThat(registry.blob(app.digest())).exists();
  }

  @Test
  void aTagsTargetThatLiesOutsideIsReadAndNeverMoved() throws Exception {
    bash(
        app("_manifests/tags/v1/current"),
        "mv link " + outside() + "/target; ln -s " + outside() + "/target link");

    cleaned();
    registry.requireWhole();
    assertThat(folder.resolve("outside/target")).hasContent(app.digest());
  }

  private Path outside() {
    return folder.resolve("outside");
  }

  @Test
  void blobsThatLieOutsideAreNeverMoved() throws Exception {
    var shard = registry.blob(gone.digest()).getParent();
    bash(folder, "mv %s outside/shard; ln -s %s/shard %s".formatted(shard, outside(), shard));
    var before = Snapshot.of(outside());

    refused("is a symbolic link", "nothing was moved", "put the real folder in its place");
    assertThat(Snapshot.of(outside())).isEqualTo(before);
    assertThat(registry.root().resolve("dr-clean/runs")).doesNotExist();
  }

  @Test
  void aRepositoryThatLiesOutsideIsNeverTouched() throws Exception {
    var repository = registry.repository("team/gone");
    bash(
        folder,
        "mv %s outside/gone; ln -s %s/gone %s".formatted(repository, outside(), repository));
    var before = Snapshot.of(outside());

    assertThat(scrub().exit()).isZero();
    assertThat(Snapshot.of(outside())).isEqualTo(before);
    assertThat(registry.blob(gone.layers().getFirst().digest())).exists();
  }

  @Test
  void aRepositoryOnADiskThatIsNotMountedRefusesAsNobodyKnowsWhatItNeeds() throws Exception {
    bash(registry.repository("team"), "ln -s /nowhere/at/all far");

    damaged("team/far", "its link leads nowhere", "mount what is missing");
    refused("what team/far needs is unknown", "mount what is missing, or remove the link");
  }

  @Test
  void tagsOnADiskThatIsNotMountedRefuseAsNobodyKnowsThem() throws Exception {
    bash(app("_manifests"), "rm -r tags; ln -s /nowhere/at/all tags");

    damaged("team/app", "its link leads nowhere", "mount what is missing");
    var scrub = scrub();
    assertThat(scrub.exit()).isEqualTo(3);
    assertThat(registry.blob(app.digest())).exists();
  }

  @Test
  void repositoriesBehindManyLinksProtectWhatTheyLink() throws Exception {
    var script = new StringBuilder("mkdir -p %s/d{1..12}\n".formatted(outside()));
    for (int i = 1; i < 12; i++) {
      script.append("ln -s ../d%d %s/d%d/n\n".formatted(i + 1, outside(), i));
    }
    script.append("mv gone %s/d12/; ln -s %s/d1 far".formatted(outside(), outside()));
    bash(registry.repository("team"), script.toString());

    assertThat(scrub().exit()).isZero();
    assertThat(registry.blob(gone.layers().getFirst().digest())).exists();
  }

  @Test
  void manyLinksToOnePlaceAreFollowedOnce() throws Exception {
    bash(
        registry.repository("team"),
        "mkdir m; cd m; for i in $(seq 40); do ln -s . a$i; ln -s ../app b$i; done");

    assertThat(validate().out()).contains("or to one place by two names");
    cleaned();
    registry.requireWhole();
  }

  @Test
  void aRepositoryWhoseNameIsTooLongProtectsWhatItLinks() throws Exception {
    bash(registry.repository("team"), "long=$(printf '%0250d' 0); mkdir $long; mv gone $long/");

    assertThat(validate().out()).contains("the name is longer than a registry allows");
    assertThat(scrub().exit()).isZero();
    assertThat(registry.blob(gone.layers().getFirst().digest())).exists();
  }

  @Test
  void foldersOfNothingButDebrisGoAsShown() throws Exception {
    var hex = "ab".repeat(32);
    for (Path at :
        List.of(
            registry.blob("sha256:" + hex),
            app("_layers/sha256/" + hex),
            app("_manifests/revisions/sha256/" + hex))) {
      bash(folder, "mkdir -p %1$s; : > %1$s/data.1.tmp; : > %1$s/link.1.tmp".formatted(at));
    }
    bash(folder, "mkdir -p " + registry.blob("sha256:" + "ac".repeat(32)));
    registry.aged();
    var before = Snapshot.of(registry.root()).restorable();
    assertThat(lines(Typed.line("report", registry.root()).out(), "debris")).isNotZero();

    var scrub = Typed.line("scrub", registry.root(), SCRUB);

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(lines(scrub.out(), hex)).isEqualTo(3);
    assertThat(scrub.out()).contains("empty-folder");
    for (Path at :
        List.of(
            registry.blob("sha256:" + hex),
            registry.blob("sha256:" + "ac".repeat(32)),
            app("_layers/sha256/" + hex),
            app("_manifests/revisions/sha256/" + hex))) {
      assertThat(at).doesNotExist();
    }
    assertThat(Typed.line("scrub", registry.root(), SCRUB).out()).contains("nothing to do");
    assertThat(Typed.line("restore", registry.root(), "--yes").exit()).isZero();
    assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
  }

  private static long lines(String text, String word) {
    return text.lines().filter(line -> line.contains(word)).count();
  }

  @Test
  void aQuarantineBehindALinkIsRefused() throws Exception {
    Files.createSymbolicLink(registry.root().resolve("dr-clean"), outside());

    refused("dr-clean is reached through a symbolic link", "name the real folder");
  }

  @Test
  void aQuarantineThatLeadsToAnotherFileSystemIsRefused() throws Exception {
    var memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    Files.createSymbolicLink(registry.root().resolve("dr-clean"), memory);

    refused("dr-clean lie on different file systems", "give --quarantine a folder");
  }

  @Test
  void aFileInPlaceOfTheQuarantineIsAStorageFailure() throws Exception {
    Files.writeString(registry.root().resolve("dr-clean"), "mine");

    ended(4, "cannot create dr-clean/lease.json", "dr-clean is in the way");
    assertThat(registry.root().resolve("dr-clean")).hasContent("mine");
  }

  @Test
  void aLeaseThatCannotBeReadIsRefused() throws Exception {
    Files.createDirectories(registry.root().resolve("dr-clean/lease.json"));

    refused("dr-clean/lease.json cannot be read", "when nobody cleans this registry, remove it");
  }

  @Test
  void aLeaseThatIsNotWholeIsHeldUntilItsTermEnds() {
    WrittenRegistry.write(registry.root().resolve("dr-clean/lease.json"), new byte[] {'{'});

    ended(6, "dr-clean/lease.json", "is not whole", "it is free at");
  }

  @Test
  void whatIsDatedInTheFutureIsYoung() throws Exception {
    var future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
    try (Stream<Path> all = Files.walk(registry.root())) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, future);
      }
    }

    var scrub = scrub();

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(registry.blob(gone.digest())).exists();
  }

  @Test
  void whatIsDatedAtTheBeginningOfTimeIsOld() throws Exception {
    try (Stream<Path> all = Files.walk(registry.root())) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
      }
    }

    cleaned();
    registry.requireWhole();
  }

  @Test
  void aRunThatSaysItEndsAtTheEndOfTimeIsReadAllTheSame() throws Exception {
    cleaned();
    bash(
        registry.root().resolve("dr-clean/runs"),
        "sed -i 's/\"finished\":\"[^\"]*/\"finished\":\"+1000000000-12-31T23:59:59Z/' */done.json");

    assertThat(Typed.line("runs", registry.root()).out()).contains("-scrub-");
    assertThat(Typed.line("report", registry.root()).exit()).isZero();
    assertThat(Typed.line("purge", registry.root(), "--yes").exit()).isZero();
    assertThat(Typed.line("restore", registry.root(), "--yes").exit()).isZero();
    assertThat(registry.blob(gone.digest())).exists();
  }

  @Test
  void aClockInThePastFindsAllYoung() {
    var before = Snapshot.of(registry.root());
    var past = InstantSource.fixed(Instant.parse("2001-01-01T00:00:00Z"));

    var scrub = Typed.at(past, "scrub", registry.root(), SCRUB);

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    assertThat(Snapshot.of(registry.root()).outsideQuarantine()).isEqualTo(before);
  }

  @Test
  void aRegistryThatIsNotThereIsRefused() {
    for (Path missing : List.of(folder.resolve("missing"), outside().resolve("precious"))) {
      var report = Typed.line("report", missing);

      assertThat(report.exit()).isEqualTo(3);
      assertThat(report.err())
          .contains(missing.toString())
          .containsAnyOf("does not exist", "is a file");
    }
  }
}
