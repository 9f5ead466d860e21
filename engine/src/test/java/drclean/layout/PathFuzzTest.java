// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Any path is an item's or none; an item's path leads back to it. Runs the corpus in a test, and
/// looks for new inputs under `JAZZER_FUZZ=1`.
class PathFuzzTest {
  private static final List<Layout> LAYOUTS = List.of(new V2(), new V1());

  @FuzzTest(maxDuration = "30s")
  void anyPathIsAnItemsOrNone(byte[] bytes) {
    String path = new String(bytes, StandardCharsets.UTF_8);
    for (Layout layout : LAYOUTS) {
      layout
          .item(path)
          .ifPresent(item -> assertThat(layout.item(layout.path(item))).contains(item));
    }
  }
}
