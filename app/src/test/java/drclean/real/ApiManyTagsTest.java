// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.real.RealRegistry.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository of ten thousand tags, asked for one after the other through the API.
class ApiManyTagsTest {
  private static final int TAGS = 10_000;
  private static final int GOING = 20;
  private static final String APP = "team/app";
  private static final Pattern JUDGED = Pattern.compile("to judge a tag took ([0-9.]+)");
  private static final Pattern REMOVED = Pattern.compile("to remove a tag took ([0-9.]+)");

  @TempDir private Path folder;

  @Test
  void tenThousandTagsAreJudgedByOneRequestEachAndRemovedByTwo() throws IOException {
    try (var registry = RealRegistry.start(folder, Cache.INMEMORY)) {
      Images images = Images.oci(41);
      registry.client().push(images.image(1), APP, "keep");
      registry.client().push(images.image(1), APP, "b0");
      copy(registry, "keep", "k", TAGS - GOING);
      copy(registry, "b0", "b", GOING);
      var api =
          new ThroughApi(registry.client().base().toString(), folder).policy(ThroughApi.BUILDS);

      Typed untag = api.untag(0);

      assertThat(registry.client().tags(APP)).hasSize(TAGS - GOING);
      assertThat(untag.err())
          .contains("9,980 kept, 20 to go", "untagged 20 tags", "manifest 10,00");
      assertThat(number(JUDGED, untag.err())).isLessThanOrEqualTo(1.01);
      assertThat(number(REMOVED, untag.err())).isLessThanOrEqualTo(2);

      api.typed(0, "restore");

      assertThat(registry.client().tags(APP)).hasSize(TAGS);
    }
  }

  private static double number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /// Gives a tag's manifest other names, as the server writes them.
  private static void copy(RealRegistry registry, String tag, String name, int many)
      throws IOException {
    Path tags = registry.repository(APP).resolve("_manifests/tags");
    String link = Files.readString(tags.resolve(tag + "/current/link"));
    String hex = List.of(link.split(":")).getLast();
    for (int i = 1; i < many; i++) {
      Path current = Files.createDirectories(tags.resolve(name + i + "/current"));
      Files.write(current.resolve("link"), link.getBytes(UTF_8));
      Path index = Files.createDirectories(tags.resolve(name + i + "/index/sha256/" + hex));
      Files.write(index.resolve("link"), link.getBytes(UTF_8));
    }
  }
}
