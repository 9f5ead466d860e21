// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import drclean.layout.V2;
import drclean.layout.V2World;
import drclean.plan.Scope.Keep;
import drclean.plan.Step;
import drclean.registry.Item;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the random registries found to be planned though somebody may need it, one case each.
class DoubtTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final String CHILD = V2World.image("of the child");
  private static final String INDEX = V2World.indexOf(CHILD);
  private static final String SIGNED = KindsV2.SCHEMA1.of("", "layer");

  private final V2World world = new V2World();

  private Set<String> planned(Keep keep) {
    var cleaning = new Cleaning(new V2(), world.inMemory(), keep, Duration.ZERO);
    return cleaning.steps().stream().map(Step::path).collect(Collectors.toSet());
  }

  private String blob(String content) {
    return world.path(new Item.Blob(V2World.digest(content)));
  }

  private Item.ManifestLink link(String manifest) {
    return new Item.ManifestLink("a", V2World.digest(manifest));
  }

  /// An index, and a child that the index alone names: its link was deleted.
  private void loneChild() {
    world.push("a", "of the child").index("a:v1", CHILD).unlink(link(CHILD)).blob("garbage");
  }

  @Test
  void aLoneChildOfATornIndexStays() {
    loneChild();
    world.put(world.data(V2World.digest(INDEX)), "{\"torn").age(MONTH);

    Set<String> planned = planned(Keep.LINKED);

    assertFalse(planned.contains(blob(CHILD)));
    assertFalse(planned.contains(blob("of the child")));
    assertTrue(planned.contains(blob("garbage")));
  }

  @Test
  void aLoneIndexOfATornIndexStaysWhoseChildAnotherRepositoryNames() {
    String inner = V2World.indexOf(CHILD, CHILD);
    String outer = V2World.indexOf(inner, CHILD);
    world.push("other:v1", "of the child").push("a", "of the child").unlink(link(CHILD));
    world.manifest("a", inner).unlink(link(inner)).manifest("a:v1", outer);
    world.put(world.data(V2World.digest(outer)), "").age(MONTH);

    assertFalse(planned(Keep.LINKED).contains(blob(inner)));
  }

  @Test
  void aManifestStaysThatATornTagAloneMayHaveNamed() {
    world.push("a:v1", "layer").unlink(link(V2World.image("layer")));
    world.put(world.path(new Item.Tag("a", "v1")) + "/current/link", "").age(MONTH);

    assertFalse(planned(Keep.TAGGED).contains(blob(V2World.image("layer"))));
  }

  @Test
  void aLoneManifestGoesWhenAllCanBeRead() {
    loneChild();
    world.untag("a:v1").unlink(link(INDEX)).push("a:v1", "layer").age(MONTH);

    assertTrue(planned(Keep.LINKED).containsAll(Set.of(blob(CHILD), blob(INDEX))));
  }

  private void signed() {
    String folder = world.path(link(SIGNED)) + "/signatures/sha256/";
    world
        .layer("a", "layer")
        .manifest("a:v1", SIGNED)
        .blob("signature")
        .put(folder + V2World.digest("signature").hex() + "/link", "sha256:…");
  }

  @Test
  void theSignaturesOfATornManifestStay() {
    signed();
    world.put(world.data(V2World.digest(SIGNED)), "{\"torn").age(MONTH);

    assertFalse(planned(Keep.LINKED).contains(blob("signature")));
  }

  @Test
  void nothingIsPlannedWhenSignaturesCannotBeListed() {
    signed();
    world.blob("garbage").age(MONTH);
    String signatures = world.path(link(SIGNED)) + "/signatures";
    var veiled = new VeiledSource(world.inMemory(), signatures);

    assertEquals(
        List.of(),
        new Cleaning(new V2(), world.inMemory(), Keep.LINKED, Duration.ZERO).steps(veiled));
  }

  @Test
  void whatAYoungManifestNeedsStaysBeforeItIsLinked() {
    world.layer("a", "layer").age(MONTH).blob(V2World.image("layer"));

    assertFalse(planned(Keep.LINKED).contains(blob("layer")));
  }

  @Test
  void debrisInAFolderThatADeleteLeftGoesWithIt() {
    world.push("a", "layer").push("a:v1", "other").unlink(link(V2World.image("layer")));
    String folder = world.path(link(V2World.image("layer")));
    world.put(folder + "/.nfs0001", "").age(MONTH);

    Set<String> planned = planned(Keep.LINKED);

    assertTrue(planned.contains(folder));
    assertFalse(planned.contains(folder + "/.nfs0001"));
  }
}
