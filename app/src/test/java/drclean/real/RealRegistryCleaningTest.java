// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static drclean.real.RealRegistry.Collect.DRY_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import drclean.real.RealRegistry.Cache;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole tool on a folder that Debian's registry serves all the while.
@ParameterizedClass
@EnumSource(Cache.class)
class RealRegistryCleaningTest {
  private static final String APP = "team/app";
  private static final String OTHER = "team/other";
  private static final Pattern GARBAGE =
      Pattern.compile("\"garbage\"\\s*:\\s*\\{(.*?)}\\s*}", Pattern.DOTALL);
  private static final Pattern SOME = Pattern.compile("\"count\"\\s*:\\s*[1-9]");

  private final Images images = Images.oci(11);
  private final Map<String, Image> living = new LinkedHashMap<>();

  private final Cache cache;

  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;

  RealRegistryCleaningTest(Cache cache) {
    this.cache = cache;
  }

  @BeforeEach
  void start() {
    registry = RealRegistry.start(folder, cache);
  }

  private Typed scrub(String... options) {
    return Typed.line("scrub", registry.root(), changing(options));
  }

  private static String[] changing(String... options) {
    return Stream.concat(
            Stream.of("--grace", "0s", "--yes", "--max-percent", "100"), Stream.of(options))
        .toArray(String[]::new);
  }

  private void skopeo(Image image, String repository, String tag) {
    registry.skopeo().push(image, repository, tag);
    living.put(repository + ":" + tag, image);
  }

  private Image image(Content... layers) {
    return images.image(List.of(layers));
  }

  /// Pushes an image and deletes its manifest through the API.
  private Image deleted(Image image, String repository) {
    registry.client().push(image, repository, "gone");
    registry.client().deleteManifest(repository, image.digest());
    return image;
  }

  /// Two repositories that share a layer, an index, a moved tag, a deleted manifest, an upload that
  /// was left. Answers the image that the tag moved away from.
  private Image world() {
    var shared = images.layer(4000);
    skopeo(image(shared, images.layer(800)), APP, "v1");
    skopeo(image(shared, images.layer(801)), OTHER, "v1");
    skopeo(images.index(images.image(2), image(shared)), "team/multi", "latest");
    skopeo(Images.docker(12).image(2), "docker", "v2");
    var before = image(shared, images.layer(802));
    registry.client().push(before, APP, "moved");
    skopeo(images.image(2), APP, "moved");
    deleted(image(shared, images.layer(803)), APP);
    registry.client().uploadBlob(OTHER, images.layer(804));
    registry.client().leaveUpload(OTHER, images.layer(5000).bytes());
    return before;
  }

  private void requireLiving() {
    living.forEach(
        (name, image) -> {
          int colon = name.lastIndexOf(':');
          var repository = name.substring(0, colon);
          assertThat(registry.client().pull(repository, name.substring(colon + 1)))
              .as(name)
              .isEqualTo(Pulled.of(image));
        });
    assertThat(registry.client().tags(APP)).containsExactly("moved", "v1");
    assertThat(registry.client().tags(OTHER)).containsExactly("v1");
  }

  private boolean reportsGarbage(String... options) {
    var words = Stream.concat(Stream.of("--grace", "0s", "--format", "json"), Stream.of(options));
    var report = Typed.line("report", registry.root(), words.toArray(String[]::new));
    var garbage = GARBAGE.matcher(report.out());
    assertThat(garbage.find()).as(report.said()).isTrue();
    return SOME.matcher(garbage.group(1)).find();
  }

  @Test
  void whatTagsAndLinksNeedStaysAndTheRestComesBackOnRequest() {
    var untagged = world();
    var before = Snapshot.of(registry.root()).restorable();
    assertThat(registry.garbageCollect(DRY_RUN).blobs()).isNotEmpty();
    assertThat(reportsGarbage()).isTrue();

    var scrub = scrub();

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    requireLiving();
    assertThat(registry.client().pull(APP, untagged.digest())).isEqualTo(Pulled.of(untagged));
    assertThat(registry.garbageCollect(DRY_RUN).blobs()).isEmpty();
    assertThat(reportsGarbage()).isFalse();
    assertThat(Snapshot.of(registry.root()).restorable()).isNotEqualTo(before);
    restored(before);
  }

  @Test
  void whatNoTagReachesGoesWhenAskedAndIsPulledAgainAfterRestore() {
    var untagged = world();
    var before = Snapshot.of(registry.root()).restorable();

    var scrub = scrub("--untagged", "--upload-age", "0s");

    assertThat(scrub.exit()).as(scrub.said()).isZero();
    requireLiving();
    assertThat(registry.client().getManifest(APP, untagged.digest()).status()).isEqualTo(404);
    assertThat(registry.garbageCollect(DRY_RUN).blobs()).isEmpty();
    assertThat(reportsGarbage("--untagged", "--upload-age", "0s")).isFalse();
    restored(before);
    assertThat(registry.client().pull(APP, untagged.digest())).isEqualTo(Pulled.of(untagged));
  }

  private void restored(Snapshot before) {
    var restore = Typed.line("restore", registry.root(), "--yes");

    assertThat(restore.exit()).as(restore.said()).isZero();
    assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    requireLiving();
  }

  @Test
  void purgeEmptiesTheQuarantineAndTagsStillPull() {
    world();
    assertThat(scrub("--untagged", "--upload-age", "0s").exit()).isZero();
    var kept = Snapshot.of(registry.root()).outsideQuarantine();

    var purge = Typed.line("purge", registry.root(), "--hold", "0s", "--yes");

    assertThat(purge.exit()).as(purge.said()).isZero();
    requireLiving();
    assertThat(Snapshot.of(registry.root()).outsideQuarantine()).isEqualTo(kept);
    assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(kept.restorable());
  }

  @Test
  void aPushOfWhatIsBeingMovedIsHealedByTheSameRun() {
    world();
    var again = deleted(images.image(3), APP);

    var scrub =
        Typed.meanwhile(() -> skopeo(again, OTHER, "v1"), "scrub", registry.root(), changing());

    assertThat(scrub.exit()).as(scrub.said()).isEqualTo(1);
    assertThat(scrub.err()).contains("gave back what is needed again");
    requireLiving();
  }

  @Test
  void anImageThatMountsWhatIsBeingMovedIsHealedByTheSameRun() {
    world();
    var layer = deleted(images.image(1), APP).layers().getFirst();
    var image = image(layer);

    var scrub = Typed.meanwhile(() -> mounted(image, layer), "scrub", registry.root(), changing());

    assertThat(scrub.exit()).as(scrub.said()).isEqualTo(1);
    assertThat(scrub.err()).contains("gave back what is needed again");
    requireLiving();
  }

  /// Pushes an image to the other repository, its layer mounted from the first.
  private void mounted(Image image, Content layer) {
    var client = registry.client();
    client.mount(OTHER, APP, layer.digest());
    client.uploadBlob(OTHER, image.config());
    client.putManifest(OTHER, "v1", image.manifest());
    living.put(OTHER + ":v1", image);
  }

  @Test
  void aPushOfWhatLiesInQuarantineIsWholeAfterTheNextRun() {
    world();
    var again = deleted(images.image(3), APP);
    again.digests().stream().skip(1).forEach(blob -> registry.client().headBlob(APP, blob));
    assertThat(scrub().exit()).isZero();

    skopeo(again, APP, "v1");
    var purge = Typed.line("purge", registry.root(), "--hold", "0s", "--yes");

    assertThat(purge.exit()).as(purge.said()).isEqualTo(cache == Cache.INMEMORY ? 1 : 0);
    requireLiving();
  }

  @Test
  void aPushThatEndsAfterTheRunLookedIsHealedByTheNextScrubThoughThereIsNothingToMove() {
    world();
    var again = deleted(images.image(3), APP);
    again.digests().stream().skip(1).forEach(blob -> registry.client().headBlob(APP, blob));
    assertThat(scrub().exit()).isZero();
    skopeo(again, OTHER, "v1");

    var scrub = scrub();

    assertThat(scrub.out()).contains("nothing to do");
    assertThat(scrub.exit()).as(scrub.said()).isEqualTo(cache == Cache.INMEMORY ? 1 : 0);
    requireLiving();
    assertThat(scrub().exit()).isZero();
  }

  @Test
  void whatWasPushedAgainIsNotReplacedByRestore() {
    world();
    var again = deleted(images.image(2), APP);
    assertThat(scrub().exit()).isZero();
    registry.client().push(again, APP, "v1");
    living.put(APP + ":v1", again);
    var before = Snapshot.of(registry.root()).restorable();

    var restore = Typed.line("restore", registry.root(), "--yes");

    assertThat(restore.exit()).as(restore.said()).isEqualTo(1);
    assertThat(restore.err()).contains("stays in quarantine").contains("nothing is replaced");
    assertThat(Snapshot.of(registry.root()).restorable().things())
        .containsAllEntriesOf(before.things());
    requireLiving();
  }
}
