// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static drclean.plan.Limits.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitsTest {
  /// Three blobs of which two go, with two links to the last.
  private final World.Seen seen = seen();

  private final Plan plan = seen.plan(Scope.careful().keeping(Scope.Keep.TAGGED));

  private static World.Seen seen() {
    var world = new World();
    world.manifest("image", "layer").link("app", "image");
    world.manifest("kept").push("app", "v1", "kept");
    return world.see();
  }

  @Test
  void moreThanHalfOfTheBlobsNeedsAWord() {
    assertThat(Limits.careful().exceeded(plan, seen.inventory))
        .contains(
            "the plan takes 2 of 3 blobs, and at most 50 % of them are allowed; --max-percent 67"
                + " allows it");
  }

  @Test
  void theWordThatIsAskedForSuffices() {
    assertThat(new Limits(67, UNLIMITED, UNLIMITED).exceeded(plan, seen.inventory)).isEmpty();
    assertThat(new Limits(66, UNLIMITED, UNLIMITED).exceeded(plan, seen.inventory)).isPresent();
  }

  @Test
  void bytesAreLimited() {
    assertThat(new Limits(100, 151, UNLIMITED).exceeded(plan, seen.inventory))
        .contains(
            "the plan takes 152 bytes, and at most 151 are allowed; --max-bytes 152 allows it");
    assertThat(new Limits(100, 152, UNLIMITED).exceeded(plan, seen.inventory)).isEmpty();
  }

  @Test
  void itemsAreLimited() {
    assertThat(new Limits(100, UNLIMITED, 3).exceeded(plan, seen.inventory))
        .contains("the plan takes 4 items, and at most 3 are allowed; --max-items 4 allows it");
    assertThat(new Limits(100, UNLIMITED, 4).exceeded(plan, seen.inventory)).isEmpty();
  }

  @Test
  void aLimitBeyondAllBlobsIsNone() {
    assertThatThrownBy(() -> new Limits(101, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
