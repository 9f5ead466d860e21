// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.retention.reading.PolicyText;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rules of the original cleaner, its faults mended.
class OriginalTest {
  private final World world = new World();

  private World.Judged judge() throws IOException {
    return world.judge(PolicyText.read("original", ExamplesTest.text("original")).orRefuse());
  }

  @Test
  void theTenNewestDeploymentsOfAnEnvironmentStay() throws IOException {
    IntStream.rangeClosed(1, 14).forEach(i -> world.tag("app:deploy_qa_" + i, "i" + i, 100 + i));

    assertThat(judge().gone())
        .containsExactlyInAnyOrder(
            "app:deploy_qa_11", "app:deploy_qa_12", "app:deploy_qa_13", "app:deploy_qa_14");
  }

  @Test
  void onlyDeploymentsOlderThanTheCutoffGo() throws IOException {
    IntStream.rangeClosed(1, 10).forEach(i -> world.tag("app:deploy_qa_" + i, "i" + i, 2));
    world.tag("app:deploy_qa_11", "a", 29).tag("app:deploy_qa_12", "b", 30);
    world.tag("app:deploy_qa_13", "c", 30.01);

    assertThat(judge().gone()).containsExactly("app:deploy_qa_13");
  }

  @Test
  void theTenNewestBuildsStayAndLatestCountsAmongThem() throws IOException {
    world.tag("app:latest", "latest", 50);
    IntStream.rangeClosed(1, 14).forEach(i -> world.tag("app:hash" + i, "i" + i, 100 + i));

    assertThat(judge().gone())
        .containsExactlyInAnyOrder(
            "app:hash10", "app:hash11", "app:hash12", "app:hash13", "app:hash14");
  }

  @Test
  void aTagWhoseImageAKeptTagHoldsStays() throws IOException {
    world.tag("app:latest", "x", 300).tag("app:hash", "x", 300).tag("app:deploy_qa_1", "y", 300);
    world.tag("app:other", "y", 300).tag("app:lone", "z", 300);
    IntStream.rangeClosed(1, 10).forEach(i -> world.tag("app:new" + i, "i" + i, 2));

    assertThat(judge().gone()).containsExactly("app:lone");
  }

  @Test
  void twoOldTagsOfOneImageGoTogether() throws IOException {
    world
        .tag("app:a", "x", 300)
        .tag("app:b", "x", 300)
        .tag("app:c", "y", 301)
        .tag("app:d", "y", 99);
    IntStream.rangeClosed(1, 10).forEach(i -> world.tag("app:new" + i, "i" + i, 2));

    assertThat(judge().gone()).containsExactly("app:a", "app:b", "app:c", "app:d");
  }
}
