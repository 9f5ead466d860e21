// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Digest;
import drclean.registry.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Items and the paths at which they lie.
class V1PathsTest {
  private final Layout layout = new V1();

  @Test
  void anImageAndATagLeadToTheirPathsAndBack() {
    var image = new Item.Blob(new Digest(Digest.V1, V1World.id("A")));
    var tag = new Item.Tag("team/b%2Fc", "_x");

    assertThat(layout.path(image)).isEqualTo("images/" + V1World.id("A"));
    assertThat(layout.path(tag)).isEqualTo("repositories/team/b%2Fc/tag__x");
    assertThat(layout.item(layout.path(image))).contains(image);
    assertThat(layout.item(layout.path(tag))).contains(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "images",
        "images/README",
        "images/../0123456789abcdef",
        "images/0123456789ABCDEF",
        "images/0123456789abcdef/json",
        "repositories/app/tag_v1",
        "repositories/team/app/json",
        "repositories//app/tag_v1",
        "repositories/team/app/more/tag_v1"
      })
  void whatIsNoItemIsNone(String path) {
    assertThat(layout.item(path)).isEmpty();
  }

  @Test
  void aLinkHasNoPlaceHere() {
    var link = new Item.LayerLink("team/app", new Digest(Digest.V1, V1World.id("A")));

    assertThatThrownBy(() -> layout.path(link)).isInstanceOf(IllegalArgumentException.class);
  }
}
