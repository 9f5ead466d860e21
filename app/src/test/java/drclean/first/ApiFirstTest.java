// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.real.ThroughApi;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags go from a v1 registry that is asked through its API alone.
class ApiFirstTest {
  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void aRegistryOfBuilds() {
    world = new World(folder.resolve("registry"));
    world.push("team/app:b1", "base", "one").push("team/app:b2", "base", "two");
    world.push("team/app:prod", "base", "two").push("bare:b3", "base", "three");
    world.push("bare:v1", "base", "three");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private ThroughApi api(URI uri) {
    return new ThroughApi(uri.toString(), folder).policy(ThroughApi.BUILDS);
  }

  private List<String> left(String repository) {
    var left = new ArrayList<String>();
    for (String tag : List.of("b1", "b2", "b3", "prod", "v1")) {
      if (Files.exists(world.tag(repository + ":" + tag), LinkOption.NOFOLLOW_LINKS)) {
        left.add(tag);
      }
    }
    return left;
  }

  @Test
  void tagsGoAloneAndComeBack() {
    try (var server = StandIn.over(world.root(), Habit.SEARCH)) {
      Typed untag = api(server.uri()).untag(0);

      assertThat(untag.err()).contains("untagged 3 tags", "to remove a tag took 3.00");
      assertThat(left("team/app")).containsExactly("prod");
      assertThat(left("library/bare")).containsExactly("v1");
      assertThat(server.requests())
          .filteredOn(line -> line.startsWith("DELETE"))
          .allMatch(line -> line.matches("DELETE /v1/repositories/[^/]+/[^/]+/tags/[^/]+"));

      Typed restore = api(server.uri()).typed(0, "restore");

      assertThat(restore.err()).contains("gave back 3 tags");
      assertThat(left("team/app")).containsExactly("b1", "b2", "prod");
      world.requireWhole();
    }
  }

  @Test
  void aRegistryWithoutSearchIsAskedForTheRepositoriesThatAreNamed() {
    ThroughApi api = api(world.server().uri());

    Typed refused = api.untag(3);
    Typed untag = api.untag(0, "--repository", "bare");

    assertThat(refused.err()).contains("does not list its repositories", "--repository");
    assertThat(untag.err()).contains("untagged 1 tag");
    assertThat(left("library/bare")).containsExactly("v1");
    assertThat(left("team/app")).containsExactly("b1", "b2", "prod");
  }

  @Test
  void aServerThatDeletesAnythingIsLookedAtAgain() {
    try (var server = StandIn.over(world.root(), Habit.SEARCH, Habit.DELETES_ANYTHING)) {
      assertThat(api(server.uri()).untag(0).err()).contains("untagged 3 tags");
      assertThat(left("team/app")).containsExactly("prod");
    }
  }

  @Test
  void whoNeedsATokenOfTheIndexIsToldSo() {
    try (var server = StandIn.over(world.root(), Habit.SEARCH, Habit.TOKEN)) {
      Typed untag = api(server.uri()).untag(1, "--repository", "team/app");

      assertThat(untag.err()).contains("token mode");
      assertThat(left("team/app")).containsExactly("b1", "b2", "prod");
    }
  }

  @Test
  void aPasswordOfTheEnvironmentOpensAndIsShownNowhere() {
    try (var server = StandIn.over(world.root(), Habit.SEARCH, Habit.BASIC)) {
      ThroughApi api = api(server.uri());
      var login = StandIn.USER.split(":");

      Typed wrong =
          Typed.in(
              Map.of("registry_username", login[0], "registry_password", "not the one"),
              api.untagWords());
      Typed right =
          Typed.in(
              Map.of("registry_username", login[0], "registry_password", login[1]),
              api.untagWords());

      assertThat(wrong.exit()).as(wrong.said()).isEqualTo(3);
      assertThat(wrong.said()).contains("401", "the environment").doesNotContain("not the one");
      assertThat(right.exit()).as(right.said()).isZero();
      assertThat(right.said()).doesNotContain(login[1]);
      assertThat(left("team/app")).containsExactly("prod");
    }
  }

  @Test
  void whereEveryAnswerIsAnErrorNothingGoes() {
    try (var server = StandIn.over(world.root(), Habit.BROKEN)) {
      Typed untag = api(server.uri()).untag(4, "--tries", "1");

      assertThat(untag.err()).contains("it answers 500");
      assertThat(left("team/app")).containsExactly("b1", "b2", "prod");
    }
  }

  @Test
  void ofSeveralHostsOneThatIsDownDoesNotKeepTheOthersWaiting() {
    try (var server = StandIn.over(world.root(), Habit.SEARCH)) {
      String host = server.uri().toString();
      api(server.uri());

      Typed untag =
          Typed.words(
              List.of(
                  "--hostname",
                  NOWHERE,
                  "--hostname",
                  host,
                  world.root().toString(),
                  "untag",
                  "--policy",
                  folder.resolve("policy.yaml").toString(),
                  "--yes",
                  "--tries",
                  "1",
                  "--state",
                  folder.resolve("state").toString()));

      assertThat(untag.exit()).as(untag.said()).isEqualTo(4);
      assertThat(untag.err()).contains("at " + NOWHERE, "refuses connections", "untagged 3 tags");
      assertThat(left("team/app")).containsExactly("prod");
    }
  }
}
