// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.remote.LiveRegistry.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The second API, spoken with Debian's registry server.
class V2RealTest {
  private static final TinyImage ONE = new TinyImage("one");
  private static final TinyImage TWO = new TinyImage("two");
  private static final String APP = "team/app";

  @TempDir private Path folder;

  @Test
  void whatSkopeoPushedIsListedAndRead() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");
      registry.push(TWO, APP + ":v2");

      assertThat(api.ping()).isEqualTo(new Answer.Found<>(new Ping(Ping.Truth.STORAGE, "")));
      assertThat(api.repositories()).isEqualTo(listing(APP));
      assertThat(api.tags(APP)).isEqualTo(listing("v1", "v2"));
      assertThat(api.head(APP, "v1"))
          .isEqualTo(
              new Answer.Found<>(new Head(ONE.digest(), TinyImage.TYPE, ONE.manifest().length)));
      assertThat(api.manifest(APP, TWO.digest().toString()))
          .isEqualTo(new Answer.Found<>(TWO.stored()));
      assertThat(api.requests())
          .containsOnly(
              Map.entry(Kind.PING, 1L), Map.entry(Kind.LIST, 2L), Map.entry(Kind.MANIFEST, 2L));
    }
  }

  @Test
  void whatAnImageSaysOfItselfIsRead() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");

      Answer<ImageConfig> config =
          api.manifest(APP, "v1").then(it -> api.config(APP, it.config().orElseThrow()));

      assertThat(config)
          .isEqualTo(
              new Answer.Found<>(
                  new ImageConfig(
                      Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
                      Map.of("word", "one"))));
      assertThat(api.blob(APP, TinyImage.sha256(ONE.layer())))
          .isEqualTo(new Answer.Found<>((long) ONE.layer().length));
    }
  }

  @Test
  void whatIsNotThereIsAbsent() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");

      assertThat(api.tags("no/such")).isInstanceOf(Answer.Absent.class);
      assertThat(api.head(APP, "v9")).isInstanceOf(Answer.Absent.class);
      assertThat(api.manifest(APP, TWO.digest().toString())).isInstanceOf(Answer.Absent.class);
      assertThat(api.blob(APP, TWO.digest())).isInstanceOf(Answer.Absent.class);
      assertThat(api.referrers(APP, ONE.digest())).isEqualTo(listing());
    }
  }

  @Test
  void aManifestIsDeletedOnce() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");
      registry.push(TWO, APP + ":v2");

      Change first = api.deleteManifest(APP, ONE.digest());
      Change second = api.deleteManifest(APP, ONE.digest());

      assertThat(first).isEqualTo(new Change.Done());
      assertThat(second).isEqualTo(new Change.Gone());
      assertThat(api.tags(APP)).isEqualTo(listing("v2"));
    }
  }

  @Test
  void aDeletionIsUndoneByPuttingTheManifestBack() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");
      Stored before = api.manifest(APP, "v1").found().orElseThrow();
      api.deleteManifest(APP, before.digest());

      Change back = api.put(APP, "v1", before);

      assertThat(back).isEqualTo(new Change.Done());
      assertThat(api.manifest(APP, "v1")).isEqualTo(new Answer.Found<>(ONE.stored()));
    }
  }

  @Test
  void aRegistryThatMayNotDeleteNamesItsSetting() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN.withDelete("false"));
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");

      Change change = api.deleteManifest(APP, ONE.digest());
      Change replaced = api.replaceAndDeleteTag(APP, "v1", ONE.digest());

      assertThat(change)
          .isInstanceOfSatisfying(
              Change.NotAllowed.class,
              it -> assertThat(it.setting()).contains("storage.delete.enabled"));
      assertThat(replaced).isEqualTo(change);
      assertThat(api.manifest(APP, "v1")).isEqualTo(new Answer.Found<>(ONE.stored()));
    }
  }

  @Test
  void thisServerDeletesNoSingleTagButCanBeBroughtToIt() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(ONE, APP + ":v1");
      registry.push(ONE, APP + ":same");

      Change plain = api.deleteTag(APP, "v1", ONE.digest());
      Change replaced = api.replaceAndDeleteTag(APP, "v1", ONE.digest());

      assertThat(plain).isInstanceOf(Change.Unsupported.class);
      assertThat(replaced).isEqualTo(new Change.Done());
      assertThat(api.tags(APP)).isEqualTo(listing("same"));
      assertThat(api.manifest(APP, "same")).isEqualTo(new Answer.Found<>(ONE.stored()));
    }
  }

  @Test
  void aTagThatMovedSinceIsLeftAlone() {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      registry.push(TWO, APP + ":v1");

      Change plain = api.deleteTag(APP, "v1", ONE.digest());
      Change replaced = api.replaceAndDeleteTag(APP, "v1", ONE.digest());

      assertThat(plain).isEqualTo(new Change.Moved(TWO.digest().toString()));
      assertThat(replaced).isEqualTo(plain);
      assertThat(api.manifest(APP, "v1")).isEqualTo(new Answer.Found<>(TWO.stored()));
    }
  }

  @Test
  void moreRepositoriesThanFitAPageAreListed() throws IOException {
    try (var registry = LiveRegistry.start(folder, Config.OPEN);
        var api = TestApi.v2("http://" + registry.server())) {
      List<String> names = IntStream.range(0, 1003).mapToObj("r%04d"::formatted).toList();
      makeEmpty(names);

      assertThat(api.repositories())
          .isEqualTo(new Answer.Found<>(new Listing<>(names, Optional.empty())));
      assertThat(api.requests()).containsEntry(Kind.LIST, 2L);
    }
  }

  /// Makes repositories without tags, faster than by pushing.
  private void makeEmpty(List<String> names) throws IOException {
    Path repositories = folder.resolve("registry/docker/registry/v2/repositories");
    for (String name : names) {
      Files.createDirectories(repositories.resolve(name).resolve("_layers"));
    }
  }

  private static Answer<?> listing(String... names) {
    return new Answer.Found<>(new Listing<>(List.of(names), Optional.empty()));
  }
}
