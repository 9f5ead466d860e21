// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.registry.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A push and a clean-up at the same time. However their writes fall between each other: a push
/// that ends well has a whole tag, and one that does not was refused before it wrote a tag.
@Timeout(300)
class PushBesideScrubTest {
  private static final Duration GRACE = Duration.ofDays(1);
  private static final Duration NONE = Duration.ZERO;
  private static final String TITLE = "team/app:latest";
  private static final Image TIP = Image.chain("root", "base").child("tip");
  private static final String LAYER = "images/" + TIP.id() + "/layer";
  private static final String[] SCRUB = {"--yes", "--max-percent", "100"};
  private static final String[] DRY = {"--dry-run", "--max-percent", "100"};

  @TempDir private Path folder;
  private int worlds;

  /// A tag that stays, a chain that nothing needs and that a push will build on, and garbage.
  private World world() {
    var world = new World(folder.resolve("registry" + ++worlds));
    world.push("team/kept:v1", "kept").leave("root", "base").leave("garbage");
    return world.aged();
  }

  private static Paced push(World world) {
    return new Paced(world.server(), () -> world.push(TITLE, TIP));
  }

  /// What must be so when a push has ended.
  private static void ended(World world, String refusal, String when) {
    assertThat(Files.exists(world.tag(TITLE)))
        .as("%s: %s", when, refusal)
        .isEqualTo(refusal.isEmpty());
    world.requireWhole();
  }

  @Test
  @DisplayName("36: a push writes what the original wrote, in its order")
  void aPushWritesWhatTheOriginalWrote() {
    var writes = new ArrayList<String>();
    try (var world = world()) {
      world.server().watched(writes::add);

      assertThat(world.push(TITLE, TIP)).isEmpty();
    }

    String image = "images/" + TIP.id() + "/";
    String repository = "repositories/team/app/";
    assertThat(writes.stream().distinct())
        .containsExactly(
            "make repositories/team/app",
            "create " + repository + "_index_images",
            "write " + repository + "_index_images",
            "make images/" + TIP.id(),
            "create " + image + "_inprogress",
            "write " + image + "_inprogress",
            "create " + image + "json",
            "write " + image + "json",
            "create " + image + "ancestry",
            "write " + image + "ancestry",
            "create " + image + "layer",
            "write " + image + "layer",
            "create " + image + "_checksum",
            "write " + image + "_checksum",
            "unlink " + image + "_inprogress",
            "create " + repository + "tag_latest",
            "write " + repository + "tag_latest",
            "create " + repository + "taglatest_json",
            "write " + repository + "taglatest_json",
            "create " + repository + "json",
            "write " + repository + "json");
  }

  @Test
  @DisplayName("36: a push that stops after any write, while a scrub runs, ends well")
  void aPushThatStopsWhileAScrubRunsEndsWell() {
    boolean more = true;
    for (int n = 0; more; n++) {
      try (var world = world()) {
        var push = push(world).steps(n);
        more = push.writes() == n;
        String when = "scrubbed after %d writes, before %s".formatted(n, push.at());

        boolean open = halfWritten(push.at());
        boolean scrubbed = scrub(world);
        String refusal = push.end();

        assertThat(refusal).as(when).isEmpty();
        ended(world, refusal, when);
        assertThat(scrubbed).as(when).isEqualTo(!open);
      }
    }
  }

  /// A list or a tag that is empty now may name anything later.
  private static boolean halfWritten(String next) {
    return next.matches("write .*/(_index_images|tag_latest)");
  }

  /// Scrubs, unless that is refused; garbage goes only when it is not.
  private static boolean scrub(World world) {
    try {
      Cleaner.look(world.root(), GRACE).run();
      assertThat(world.has("garbage")).isFalse();
      return true;
    } catch (Refused _) {
      assertThat(world.has("garbage")).isTrue();
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "PT0S"})
  @DisplayName("36, 37: a push whose writes fall between the look and the moves breaks no tag")
  void aPushBetweenTheLookAndTheMovesBreaksNoTag(Duration grace) {
    boolean more = true;
    for (int n = 0; more; n++) {
      try (var world = world()) {
        var scrub = Cleaner.look(world.root(), grace);
        var push = push(world).steps(n);
        more = push.writes() == n;
        String when = "moved after %d writes, before %s".formatted(n, push.at());

        scrub.run();

        ended(world, push.end(), when);
      }
    }
  }

  @Test
  @DisplayName("36, 37: a push between two moves breaks no tag")
  void aPushBetweenTwoMovesBreaksNoTag() {
    boolean more = true;
    for (int n = 1; more; n++) {
      try (var world = world()) {
        var scrub = Cleaner.look(world.root(), GRACE);
        var refusals = new ArrayList<String>();
        int at = n;
        more = n < scrub.steps();

        scrub.run(
            step -> refusals.addAll(step == at ? List.of(world.push(TITLE, TIP)) : List.of()));

        ended(world, refusals.getFirst(), "pushed after move " + n);
      }
    }
  }

  @Test
  @DisplayName("36, 37: a push that goes on at each move breaks no tag")
  void aPushThatGoesOnAtEachMoveBreaksNoTag() {
    for (int n = 0; n < 6; n++) {
      for (int pace = 1; pace < 9; pace++) {
        try (var world = world()) {
          var push = push(world).steps(n);
          var scrub = Cleaner.look(world.root(), NONE);
          int more = pace;

          scrub.run(_ -> push.steps(more));

          ended(world, push.end(), "%d writes, then %d at each move".formatted(n, pace));
        }
      }
    }
  }

  @Test
  @DisplayName("37, R6: a tag that is written between the look and the moves gets its image back")
  void aTagThatIsWrittenMeanwhileGetsItsImageBack() {
    try (var world = world()) {
      var scrub =
          Typed.meanwhile(
              () -> world.write("repositories/team/app/tag_v1", Image.id("base")),
              "scrub",
              world.root(),
              SCRUB);

      assertThat(scrub.exit()).as(scrub.said()).isEqualTo(1);
      assertThat(scrub.err()).contains("gave back", Image.id("base"), Image.id("root"));
      world.requireWhole();
      assertThat(world.has("garbage")).isFalse();
    }
  }

  @Test
  @DisplayName("38: an image whose layer is being written stays")
  void anImageWhoseLayerIsBeingWrittenStays() {
    try (var world = world()) {
      var push = push(world);
      while (!push.at().equals("write " + LAYER)) {
        push.step();
      }
      push.step();
      world.aged(LAYER, Duration.ofDays(2));

      var scrub = Typed.line("scrub", world.root(), SCRUB);

      assertThat(scrub.exit()).as(scrub.said()).isZero();
      assertThat(world.has("tip")).isTrue();
      ended(world, push.end(), "its layer was being written");
    }
  }

  @Test
  @DisplayName("38, 40: what is left of an image that was taken while its layer came is recognised")
  void theRestOfAnImageThatWasTakenIsRecognised() {
    try (var world = world()) {
      var push = push(world);
      while (!push.at().equals("write " + LAYER)) {
        push.step();
      }
      push.step();
      Typed.line(
          "scrub",
          world.root(),
          "--yes",
          "--max-percent",
          "100",
          "--grace",
          "0s",
          "--upload-age",
          "0s");
      assertThat(world.has("tip")).isFalse();

      String refusal = push.end();

      assertThat(refusal).contains("/checksum -> 404");
      assertThat(world.image("tip").toFile().list()).containsExactly("_checksum");
      var young = Typed.line("restore", world.root(), "--all");
      assertThat(young.exit()).as(young.said()).isEqualTo(1);
      assertThat(young.err()).contains(TIP.id(), "stays in quarantine");
      world.aged("images/" + TIP.id(), Duration.ofDays(2));
      var old = Typed.line("restore", world.root(), "--all");
      assertThat(old.exit()).as(old.said()).isZero();
      assertThat(world.image("tip").toFile().list())
          .containsExactlyInAnyOrder("json", "ancestry", "layer", "_inprogress");
      assertThat(world.push(TITLE, TIP)).isEmpty();
      world.requireWhole();
    }
  }

  @Test
  @DisplayName("70: a report beside a push answers at every write")
  void aReportBesideAPushAnswersAtEveryWrite() {
    try (var world = world()) {
      var push = push(world);

      do {
        for (String command : List.of("report", "validate", "scrub")) {
          var options = command.equals("scrub") ? DRY : new String[0];
          var typed = Typed.line(command, world.root(), options);
          assertThat(typed.exit()).as(push.at() + typed.said()).isIn(0, 1, 3);
          assertThat(typed.said()).doesNotContain("Exception");
        }
      } while (push.step());

      ended(world, push.end(), "reported all the time");
    }
  }
}
