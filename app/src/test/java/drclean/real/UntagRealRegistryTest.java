// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import drclean.real.RealRegistry.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags go by a policy from a folder that Debian's registry serves all the while: what the policy
/// kept is pulled byte by byte, and the rest after it was restored.
class UntagRealRegistryTest {
  private static final String APP = "team/app";
  private static final String POLICY =
      """
      version: 1
      defaults: {grace: 0s, limits: {percent: 100}}
      protect: {tags: [latest]}
      rules:
        - {name: builds, tags: ["b*", multi], keep: {last: 1}, delete: rest}
      """;

  private final Images images = Images.oci(31);
  private final Map<String, Image> kept = new LinkedHashMap<>();
  private final Map<String, Image> going = new LinkedHashMap<>();

  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;
  private Path policy;

  /// Builds that share a layer, an index among them; one build has a second name that stays.
  @BeforeEach
  void aRegistryThatBuildsWerePushedTo() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    registry = RealRegistry.start(folder, Cache.NONE);
    var shared = images.layer(4000);
    var promoted = images.image(List.of(shared, images.layer(700)));
    push(going, "b1", images.image(List.of(shared, images.layer(701))));
    push(going, "b2", promoted);
    push(kept, "prod", promoted);
    push(going, "multi", images.index(images.image(2), images.image(List.of(shared))));
    push(kept, "latest", images.image(List.of(images.layer(702))));
    push(kept, "b3", images.image(List.of(shared, images.layer(703))));
  }

  private void push(Map<String, Image> to, String tag, Image image) {
    registry.skopeo().push(image, APP, tag);
    to.put(tag, image);
  }

  private Typed typed(int exit, String command, String... options) {
    var typed = Typed.line(command, registry.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  private Typed untag(int exit) {
    return typed(exit, "untag", "--policy", policy.toString(), "--yes");
  }

  private void scrub() {
    typed(0, "scrub", "--untagged", "--grace", "0s", "--yes", "--max-percent", "100");
  }

  private void requireAll(Map<String, Image> tags) {
    tags.forEach(
        (tag, image) ->
            assertThat(registry.client().pull(APP, tag)).as(tag).isEqualTo(Pulled.of(image)));
  }

  @Test
  void whatThePolicyKeptIsPulledAndTheRestAfterItWasRestored() {
    var before = Snapshot.of(registry.root()).restorable();

    var untag = untag(0);
    scrub();

    assertThat(untag.err()).contains("untagged 3 tags");
    assertThat(registry.client().tags(APP)).containsExactly("b3", "latest", "prod");
    requireAll(kept);
    going.forEach(
        (tag, _) ->
            assertThat(registry.client().getManifest(APP, tag).status()).as(tag).isEqualTo(404));
    assertThat(registry.client().getManifest(APP, gone("b1").digest()).status()).isEqualTo(404);
    typed(0, "validate", "--deep");

    typed(0, "restore", "--all", "--yes");

    assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    requireAll(kept);
    requireAll(going);
  }

  private Image gone(String tag) {
    return Objects.requireNonNull(going.get(tag));
  }

  @Test
  void oneTagComesBackWithAllThatItNeeds() {
    untag(0);
    scrub();

    typed(0, "restore", "--tag", APP + ":multi", "--yes");

    assertThat(registry.client().pull(APP, "multi")).isEqualTo(Pulled.of(gone("multi")));
    assertThat(registry.client().tags(APP)).containsExactly("b3", "latest", "multi", "prod");
    requireAll(kept);
  }

  @Test
  void aTagThatIsPushedWhileThePlanIsShownStaysAndIsReported() {
    var anew = images.image(2);

    var untag =
        Typed.meanwhile(
            () -> registry.skopeo().push(anew, APP, "b1"),
            "untag",
            registry.root(),
            "--policy",
            policy.toString(),
            "--yes");

    assertThat(untag.exit()).as(untag.said()).isEqualTo(1);
    assertThat(untag.err()).contains("team/app:b1 stays: it points elsewhere");
    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(anew));
    assertThat(registry.client().tags(APP)).containsExactly("b1", "b3", "latest", "prod");
    requireAll(kept);
  }

  @Test
  void whatWasPushedUnderTheNameMeanwhileStaysAndTheOldOneComesBackUnderAnother() {
    untag(0);
    var anew = images.image(2);
    push(kept, "b1", anew);

    typed(1, "restore", "--tag", APP + ":b1", "--yes");
    typed(0, "restore", "--tag", APP + ":b1", "--as", "b1-before", "--yes");

    assertThat(registry.client().pull(APP, "b1-before")).isEqualTo(Pulled.of(gone("b1")));
    requireAll(kept);
  }

  @Test
  void whatIsInTheWayLeavesAndCanComeBack() {
    untag(0);
    var anew = images.image(2);
    push(kept, "b1", anew);

    typed(0, "restore", "--tag", APP + ":b1", "--force", "--grace", "0s", "--yes");

    assertThat(registry.client().pull(APP, "b1")).isEqualTo(Pulled.of(gone("b1")));
    typed(0, "restore", "--tag", APP + ":b1", "--as", "b1-new", "--yes");
    assertThat(registry.client().pull(APP, "b1-new")).isEqualTo(Pulled.of(anew));
  }
}
