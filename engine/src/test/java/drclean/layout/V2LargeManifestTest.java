// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.plan.Mark;
import drclean.plan.Scope.Keep;
import drclean.registry.Inventory;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A manifest of a hundred thousand layers, no two the same.
class V2LargeManifestTest {
  private static final int LAYERS = 100_000;

  @Test
  void allItsLayersAreNeeded() {
    String[] layers = IntStream.range(0, LAYERS).mapToObj(i -> "layer " + i).toArray(String[]::new);
    var world = new V2World().push("team/large:v1", layers).blob("nobody's");

    Inventory inventory = new V2().survey(world.inMemory(), Means.plain());

    assertThat(inventory.findings()).isEmpty();
    assertThat(inventory.blobs().cardinality()).isEqualTo(LAYERS + 3);
    var unneeded = Mark.of(inventory, Keep.TAGGED, Optional.empty());
    assertThat(unneeded.blobs().stream().toArray())
        .containsExactly(inventory.digests().find(V2World.digest("nobody's")));
    assertThat(unneeded.parts()).allMatch(part -> part.isEmpty());
  }
}
