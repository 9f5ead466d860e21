// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static drclean.real.RealRegistry.Collect.DELETE_UNTAGGED;
import static drclean.real.RealRegistry.Collect.DRY_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.layout.Layout.Candidates;
import drclean.layout.Means;
import drclean.layout.V2;
import drclean.plan.Mark;
import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Scope.Keep;
import drclean.plan.Surveyed;
import drclean.real.RealRegistry.Cache;
import drclean.registry.Item;
import drclean.storage.DiskSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our plan beside what the registry's own collector would do to the same folder.
class SameAsTheCollectorTest {
  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;
  private final Images images = Images.oci(7);

  @BeforeEach
  void start() {
    registry = RealRegistry.start(folder, Cache.NONE);
  }

  private Plan plan(Keep keep) {
    var layout = new V2();
    var source = new DiskSource(registry.root());
    Instant later = Instant.now().plus(Duration.ofSeconds(2));
    var inventory = layout.survey(source, Means.plain());
    var unneeded = Mark.of(inventory, keep, Optional.empty());
    var look =
        layout.look(source, Means.plain(), inventory, new Candidates(unneeded, later, later));
    var again = Mark.of(inventory, keep, Optional.of(look));
    return Planner.scrub(
        new Surveyed(inventory, again, look), Scope.careful().keeping(keep), later, layout::path);
  }

  private static Set<String> blobs(Plan plan) {
    return plan.steps()
        .get()
        .map(step -> step.item())
        .filter(Item.Blob.class::isInstance)
        .map(Item::title)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> collected(RealRegistry.Collect... options) {
    return new TreeSet<>(registry.garbageCollect(options).blobs());
  }

  /// Images with shared layers, an index, a moved tag, a deleted manifest, a left upload.
  private void push() {
    Content shared = images.layer(3000);
    registry.client().push(images.image(List.of(shared, images.layer(900))), "team/app", "v1");
    registry.client().push(images.image(List.of(shared, images.layer(901))), "team/other", "v1");
    registry.client().push(images.image(2), "team/app", "moved");
    registry.client().push(images.image(2), "team/app", "moved");
    Image gone = images.image(List.of(shared, images.layer(902)));
    registry.client().push(gone, "team/app", "gone");
    registry.client().deleteManifest("team/app", gone.digest());
    registry.client().leaveUpload("team/app", new byte[5000]);
    registry.client().uploadBlob("team/app", images.layer(777));
  }

  @Test
  void theSameBlobsAreGarbage() {
    push();
    registry.client().push(images.index(images.image(2), images.image(1)), "team/multi", "latest");

    assertThat(blobs(plan(Keep.LINKED))).isEqualTo(collected(DRY_RUN)).isNotEmpty();
  }

  @Test
  void theSameBlobsAreGarbageWithoutUntaggedManifests() {
    push();

    assertThat(blobs(plan(Keep.TAGGED)))
        .isEqualTo(collected(DRY_RUN, DELETE_UNTAGGED))
        .isNotEmpty();
  }

  @Test
  void theChildrenOfATaggedIndexStayThoughTheCollectorTakesThem() {
    Image child = images.image(2);
    registry.client().push(images.index(child, images.image(1)), "team/multi", "latest");

    assertThat(blobs(plan(Keep.TAGGED))).isEmpty();
    assertThat(collected(DRY_RUN, DELETE_UNTAGGED)).contains(child.layers().getFirst().digest());
  }

  @Test
  void whatIsYoungIsNotPlannedThoughTheCollectorTakesIt() {
    push();
    var layout = new V2();
    var source = new DiskSource(registry.root());
    var inventory = layout.survey(source, Means.plain());
    var unneeded = Mark.of(inventory, Keep.TAGGED, Optional.empty());
    Instant before = Instant.now().minus(Duration.ofHours(24));

    var look =
        layout.look(source, Means.plain(), inventory, new Candidates(unneeded, before, before));

    assertThat(Mark.of(inventory, Keep.TAGGED, Optional.of(look)).blobs().isEmpty()).isTrue();
    assertThat(collected(DRY_RUN, DELETE_UNTAGGED)).isNotEmpty();
  }
}
