// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stand-in answers as the servers of 0.6.9 to 0.9.1 were seen to answer.
@Timeout(60)
class StandInTest {
  private static final String TAGS = "/v1/repositories/team/app/tags";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void aTag() {
    world = new World(folder.resolve("registry"));
    world.push("team/app:v1", "base", "tip");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    return ask(world.server(), method, path);
  }

  private static HttpResponse<String> ask(StandIn server, String method, String path)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create(server.uri() + path));
    return HTTP.send(
        request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private StandIn with(Habit... habits) {
    return StandIn.over(world.root(), habits);
  }

  private boolean has(String file) {
    return Files.exists(world.root().resolve("repositories/team/app/" + file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v1/_ping|200|{}",
        "GET|/v1/repositories/team/app/tags/v2|404|{\"error\": \"Tag not found\"}",
        "GET|/v1/repositories/team/none/tags|404|{\"error\": \"Repository not found\"}",
        "GET|/v1/images/zz/json|404|{\"error\": \"Invalid image ID\"}",
        "DELETE|/v1/repositories/team/app/tags/|404|{\"error\": \"Repository not found\"}",
        "DELETE|/v1/repositories/team/app/tags/v2|404|{\"error\": \"Tag not found: v2\"}",
        "DELETE|/v1/repositories/team/app/images|204|''",
        "GET|/v2/|404|<html><body><h1>404</h1></body></html>",
        "GET|/v1/search?q=app|404|<html><body><h1>404</h1></body></html>"
      })
  @DisplayName("1, 2, 4, 5, 6: what is asked is answered so")
  void whatIsAskedIsAnsweredSo(String method, String path, int status, String body)
      throws Exception {
    var answer = ask(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(has("tag_v1")).isTrue();
  }

  @Test
  @DisplayName("3, 4: tags are listed by their names on the disk, the unreadable with null")
  void tagsAreListed() throws Exception {
    world.push("team/app:a+b", "base", "tip").write("repositories/team/app/tag_empty", "");
    Files.write(world.root().resolve("repositories/team/app/tag_odd"), new byte[] {(byte) 0xff});
    String id = "\"" + Image.id("tip") + "\"";

    assertThat(ask("GET", TAGS).body())
        .isEqualTo(
            "{\"a%%2Bb\": %s, \"empty\": \"\", \"odd\": null, \"v1\": %s}".formatted(id, id));
    assertThat(ask("GET", TAGS + "/v%31").body()).isEqualTo(id);
    Files.createDirectories(world.root().resolve("repositories/team/empty"));
    assertThat(ask("GET", "/v1/repositories/team/empty/tags").statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("5: a tag is deleted, and with it its metadata")
  void aTagIsDeleted() throws Exception {
    assertThat(ask("DELETE", TAGS + "/v1").body()).isEqualTo("true");

    assertThat(has("tag_v1") || has("tagv1_json")).isFalse();
    assertThat(ask("GET", TAGS).body()).isEqualTo("{}");
  }

  @Test
  @DisplayName("5: without its metadata a tag is deleted, and the answer is 404")
  void withoutItsMetadataATagIsDeletedWithAnError() throws Exception {
    world.remove("repositories/team/app/tagv1_json");

    assertThat(ask("DELETE", TAGS + "/v1").statusCode()).isEqualTo(404);

    assertThat(has("tag_v1")).isFalse();
  }

  @Test
  @DisplayName("5: the servers of 0.6 deleted anything")
  void oldServersDeletedAnything() throws Exception {
    try (var old = with(Habit.DELETES_ANYTHING, Habit.PINGS_TRUE)) {
      assertThat(ask(old, "DELETE", TAGS + "/never").statusCode()).isEqualTo(200);
      assertThat(ask(old, "GET", "/_ping").body()).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("6, 11: a repository goes whole, after a slash")
  void aRepositoryGoesWhole() throws Exception {
    world.push("library/single:v1", "base");
    assertThat(ask("DELETE", "/v1/repositories/single").statusCode()).isEqualTo(301);
    assertThat(ask("GET", "/v1/repositories/single/tags").body()).contains("v1");

    assertThat(ask("DELETE", "/v1/repositories/single/").body()).isEqualTo("true");
    assertThat(ask("DELETE", TAGS).body()).isEqualTo("true");

    assertThat(world.root().resolve("repositories/library/single")).doesNotExist();
    assertThat(world.root().resolve("repositories/team/app")).doesNotExist();
    assertThat(world.has("tip")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"BASIC, 401, text/html", "TOKEN, 401, application/json", "BROKEN, 500, text/html"})
  @DisplayName("7, 8, 9: a front, a token, a fault")
  void somethingStandsInTheWay(Habit habit, int status, String type) throws Exception {
    try (var server = with(habit)) {
      var answer = ask(server, "GET", TAGS);

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
      assertThat(ask(server, "GET", "/v1/_ping").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("7: the right name and password come through the front")
  void theRightPasswordComesThrough() throws IOException, InterruptedException {
    try (var server = with(Habit.BASIC)) {
      String known =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(StandIn.USER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var request =
          HttpRequest.newBuilder(URI.create(server.uri() + TAGS)).header("Authorization", known);

      assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("2, 10: searches where they are on, and a way to https")
  void searchesAndTheWayToHttps() throws Exception {
    try (var searched = with(Habit.SEARCH);
        var moved = with(Habit.ELSEWHERE)) {
      assertThat(ask(searched, "GET", "/v1/search?q=ap").body()).contains("\"team/app\"");
      assertThat(ask(moved, "GET", TAGS).headers().firstValue("Location").orElseThrow())
          .startsWith("https://");
      assertThat(moved.requests()).containsExactly("GET " + TAGS);
    }
  }

  @Test
  @DisplayName("16: an image that is being uploaded is not served")
  void anImageThatIsBeingUploadedIsNotServed() throws Exception {
    String image = "/v1/images/" + Image.id("tip") + "/ancestry";
    assertThat(ask("GET", image).body()).startsWith("[\"" + Image.id("tip"));

    world.write("images/" + Image.id("tip") + "/_inprogress", "true");

    assertThat(ask("GET", image).statusCode()).isEqualTo(400);
  }
}
