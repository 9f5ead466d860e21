// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tags of the first layout go by a policy, and come back.
@Timeout(60)
class UntagFirstTest {
  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void aRegistryOfThreeTags() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        defaults: {limits: {percent: 100}}
        rules:
          - {name: old, tags: ["**"], keep: {last: 1}, delete: {older-than: 7d}}
        """);
    world = new World(folder.resolve("registry"));
    world.push("team/app:v1", "base", "one").push("team/app:v2", "base", "two");
    world.push("team/app:v3", "base", "three").aged();
    for (int i = 1; i <= 3; i++) {
      world.aged("repositories/team/app/tag_v" + i, Duration.ofDays(40 - i));
      world.aged("repositories/team/app/tagv" + i + "_json", Duration.ofDays(40 - i));
    }
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Typed typed(int exit, String command, String... options) {
    var typed = Typed.line(command, world.root(), options);
    assertThat(typed.exit()).as(typed.said()).isEqualTo(exit);
    return typed;
  }

  private Typed untag() {
    return typed(0, "untag", "--policy", folder.resolve("policy.yaml").toString(), "--yes");
  }

  @Test
  void oldTagsGoWithTheirMetadataAndTheirImagesWithTheNextScrub() {
    var before = Snapshot.of(world.root()).restorable();

    var untag = untag();
    typed(0, "scrub", "--yes", "--max-percent", "100");

    assertThat(untag.out()).contains("team/app:v1", "team/app:v2", "total tag: 2");
    assertThat(world.tag("team/app:v1")).doesNotExist();
    assertThat(world.root().resolve("repositories/team/app/tagv1_json")).doesNotExist();
    assertThat(world.tag("team/app:v3")).exists();
    assertThat(world.has("one")).isFalse();
    assertThat(world.has("base")).isTrue();
    world.requireWhole();

    typed(0, "restore", "--all", "--yes");

    assertThat(Snapshot.of(world.root()).restorable()).isEqualTo(before);
    world.requireWhole();
  }

  @Test
  void aTagComesBackWithItsImageAlsoUnderAnotherName() {
    untag();
    typed(0, "scrub", "--yes", "--max-percent", "100");
    world.push("team/app:v1", "base", "anew");

    typed(1, "restore", "--tag", "team/app:v1", "--yes");
    typed(0, "restore", "--tag", "team/app:v1", "--as", "v1-before", "--yes");

    assertThat(world.read("repositories/team/app/tag_v1-before")).isEqualTo(Image.id("one"));
    assertThat(world.root().resolve("repositories/team/app/tagv1-before_json")).exists();
    assertThat(world.read("repositories/team/app/tag_v1")).isEqualTo(Image.id("anew"));
    assertThat(world.has("one")).isTrue();
    world.requireWhole();
  }

  @Test
  void theTagWhoseFileIsAnothersMetadataStays() throws IOException {
    world.push("team/odd:_x", "base", "odd").push("team/odd:x_json", "base", "other");
    world.push("team/odd:new", "base", "new").aged("repositories/team/odd", Duration.ofDays(30));
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        defaults: {limits: {percent: 100}}
        rules: [{name: odd, repos: [team/odd], tags: ["_x"], delete: rest}]
        """);

    untag();

    assertThat(world.tag("team/odd:_x")).doesNotExist();
    assertThat(world.read("repositories/team/odd/tag_x_json")).isEqualTo(Image.id("other"));
    world.requireWhole();
  }
}
