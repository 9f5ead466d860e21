// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.real.RealRegistry.Cache;
import drclean.real.RealRegistry.Delete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags go by a policy from Debian's registry, which is asked through its API alone: what the
/// policy kept is pulled byte by byte, and so is the rest once it was given back.
class ApiRealRegistryTest {
  private static final String APP = "team/app";

  private final Images images = Images.oci(37);
  private final Map<String, Image> kept = new LinkedHashMap<>();
  private final Map<String, Image> going = new LinkedHashMap<>();

  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;
  private ThroughApi api;

  /// Builds that share a layer, an index among them; one build has a second name that stays, and
  /// one is part of an index that stays.
  @BeforeEach
  void aRegistryThatBuildsWerePushedTo() {
    registry = RealRegistry.start(folder, Cache.NONE);
    api = reached();
    var shared = images.layer(4000);
    var promoted = images.image(List.of(shared, images.layer(700)));
    push(going, "b1", images.image(List.of(shared, images.layer(701))));
    push(going, "multi", images.index(images.image(2), images.image(1)));
    push(kept, "b2", promoted);
    push(kept, "prod", promoted);
    push(kept, "latest", images.image(3));
  }

  private ThroughApi reached() {
    return new ThroughApi(registry.client().base().toString(), folder).policy(ThroughApi.BUILDS);
  }

  private void push(Map<String, Image> to, String tag, Image image) {
    registry.client().push(image, APP, tag);
    to.put(tag, image);
  }

  private Image gone(String tag) {
    return Objects.requireNonNull(going.get(tag));
  }

  private void requireAll(Map<String, Image> tags) {
    tags.forEach(
        (tag, image) ->
            assertThat(registry.client().pull(APP, tag)).as(tag).isEqualTo(Pulled.of(image)));
  }

  private void scrub() {
    ThroughApi.ended(
        0,
        Typed.line(
            "scrub",
            registry.root(),
            "--untagged",
            "--grace",
            "0s",
            "--yes",
            "--max-percent",
            "100"));
  }

  @Test
  void whatThePolicyKeptIsPulledAfterAnUntagAndAScrub() {
    Typed untag = api.untag(1);
    scrub();

    assertThat(untag.err())
        .contains("untagged 2 tags", "2 of them went with their manifests")
        .contains("team/app:b2 stays: the registry cannot remove it alone")
        .contains("its manifest is that of prod, too; --dummy-manifest removes it");
    assertThat(registry.client().tags(APP)).containsExactly("b2", "latest", "prod");
    requireAll(kept);
  }

  @Test
  void whatWentIsPutAgainByteByByte() {
    api.untag(1);

    Typed runs = api.typed(0, "runs");
    Typed restore = api.typed(0, "restore");

    assertThat(runs.out()).contains("-untag-").contains("done");
    assertThat(restore.err()).contains("gave back 2 tags");
    requireAll(kept);
    requireAll(going);
    assertThat(api.typed(0, "restore").out()).contains("nothing of this is in");
  }

  @Test
  void aDummyManifestTakesATagFromAManifestThatStays() {
    Typed untag = api.untag(0, "--dummy-manifest");
    scrub();

    assertThat(untag.err()).contains("untagged 3 tags");
    assertThat(registry.client().tags(APP)).containsExactly("latest", "prod");
    requireAll(Map.of("prod", Objects.requireNonNull(kept.get("prod"))));

    api.typed(0, "restore", "--tag", APP + ":b2");

    requireAll(kept);
  }

  @Test
  void whatIsPartOfAnIndexThatStaysDoesNotGoWithItsTag() {
    Image part = images.image(2);
    push(kept, "b7", part);
    push(kept, "whole", images.index(part, images.image(1)));

    Typed untag = api.untag(1);

    assertThat(untag.err()).contains("team/app:b7 stays", "its manifest is part of whole");
    requireAll(kept);
  }

  @Test
  void anIndexThatGoesDoesNotHoldItsPartsBack() {
    Image part = images.image(2);
    push(going, "b0", part);
    push(going, "b9", images.index(part, images.image(1)));

    api.untag(1);

    assertThat(registry.client().tags(APP)).containsExactly("b2", "latest", "prod");

    api.typed(0, "restore");

    requireAll(kept);
    requireAll(going);
  }

  @Test
  void aTagThatIsPushedWhileThePlanIsShownStaysAndIsReported() {
    var anew = images.image(2);

    Typed untag =
        ThroughApi.ended(
            1, Typed.meanwhile(() -> registry.client().push(anew, APP, "b1"), api.untagWords()));

    assertThat(untag.err()).contains("team/app:b1 stays: it points elsewhere");
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(anew));
    requireAll(kept);
  }

  @Test
  void aNameThatTheManifestIsGivenWhileThePlanIsShownKeepsIt() {
    Typed untag =
        ThroughApi.ended(
            1,
            Typed.meanwhile(
                () -> registry.client().push(gone("b1"), APP, "promoted"), api.untagWords()));

    assertThat(untag.err()).contains("its manifest is that of promoted, too");
    assertThat(registry.client().pull(APP, "promoted")).isEqualTo(Pulled.of(gone("b1")));
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(gone("b1")));
  }

  @Test
  void whatWasPushedUnderTheNameMeanwhileIsNotReplacedUnlessMeant() {
    api.untag(1);
    var anew = images.image(2);
    registry.client().push(anew, APP, "b1");

    Typed refused = api.typed(1, "restore", "--tag", APP + ":b1");
    api.typed(0, "restore", "--tag", APP + ":b1", "--as", "b1-before");

    assertThat(refused.err()).contains("team/app:b1 is not given back: it points at sha256:");
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(anew));
    assertThat(registry.client().pull(APP, "b1-before")).isEqualTo(Pulled.of(gone("b1")));
  }

  @Test
  void whatIsReplacedByForceCanComeBack() {
    api.untag(1);
    var anew = images.image(2);
    registry.client().push(anew, APP, "b1");

    api.typed(0, "restore", "--tag", APP + ":b1", "--force");
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(gone("b1")));

    api.typed(0, "restore", "--tag", APP + ":b1", "--force");
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(anew));
  }

  @Test
  void restoreSaysThatTheBlobsAreGone() {
    api.untag(1);
    registry.garbageCollect();

    Typed restore = api.typed(1, "restore");

    assertThat(restore.err()).contains("the registry does not have all its blobs any more");
  }

  @Test
  void aRegistryThatDeletesNothingIsRefusedWithTheSettingThatIsMissing() {
    registry.close();
    registry = RealRegistry.start(folder, Cache.NONE, Delete.DISABLED);

    Typed untag = reached().untag(3);

    assertThat(untag.err()).contains("refused: the registry deletes nothing", "delete.enabled");
    requireAll(kept);
    requireAll(going);
    assertThat(reached().typed(0, "restore").err()).contains("gave back 0 tags");
  }

  @Test
  void aPolicyIsExplainedAndComparedThroughTheApi() throws IOException {
    String policy = folder.resolve("policy.yaml").toString();
    String other =
        Files.writeString(folder.resolve("other.yaml"), ThroughApi.BUILDS.replace("\"b*\"", "b1"))
            .toString();
    Typed explained = policy("explain", policy, api.address(), APP);
    Typed diff = policy("diff", policy, other, api.address());

    assertThat(explained.exit()).as(explained.said()).isZero();
    assertThat(explained.out()).contains("multi", "delete", "prod", "keep");
    assertThat(diff.exit()).as(diff.said()).isEqualTo(1);
    assertThat(diff.out()).contains("team/app:b2").doesNotContain("team/app:b1");
  }

  private Typed policy(String command, String... words) {
    return Typed.words(
        Stream.of(
                Stream.of("policy", command),
                Stream.of(words),
                Stream.of("--state", api.state().toString()))
            .flatMap(parts -> parts)
            .toList());
  }

  @Test
  void aDryRunChangesNothingAndShowsWhatARunDoes() {
    Typed dry = api.untag(0, "--dry-run");
    Typed run = api.untag(1);

    assertThat(dry.out()).isEqualTo(run.out());
    assertThat(dry.err()).contains("dry run: nothing was removed");
  }
}
