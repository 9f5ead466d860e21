// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Typed;
import drclean.real.Front.Harm;
import drclean.real.RealRegistry.Cache;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A registry whose answers come to harm on the way: nothing goes that should stay, and what went
/// is known.
class ApiTroubleTest {
  private static final String APP = "team/app";

  private final Images images = Images.oci(47);
  private final Map<String, Image> all = new LinkedHashMap<>();

  @TempDir private Path folder;
  @AutoClose private RealRegistry registry;

  @BeforeEach
  void aRegistryOfBuilds() {
    registry = RealRegistry.start(folder, Cache.NONE);
    var promoted = images.image(1);
    push("b1", promoted);
    push("prod", promoted);
    for (String tag : List.of("b2", "b3", "b4", "b5", "latest")) {
      push(tag, images.image(1));
    }
  }

  private void push(String tag, Image image) {
    registry.client().push(image, APP, tag);
    all.put(tag, image);
  }

  private Typed untag(Function<String, Harm> harm, String... options) {
    try (var front = Front.of(registry.client().base(), harm)) {
      ThroughApi api = new ThroughApi(front.address(), folder).policy(ThroughApi.BUILDS);
      List<String> words = api.untagWords("--tries", "1", "--timeout", "1s");
      words.addAll(List.of(options));
      return Typed.in(Map.of(), words);
    }
  }

  private void requireAll(List<String> tags) {
    tags.forEach(
        tag ->
            assertThat(registry.client().pull(APP, tag)).as(tag).isEqualTo(Pulled.of(image(tag))));
  }

  private Image image(String tag) {
    return Objects.requireNonNull(all.get(tag));
  }

  @ParameterizedTest
  @EnumSource(
      value = Harm.class,
      names = {"ERROR", "PAGE", "HALF", "LOST", "SILENCE"})
  void whereTagsCannotBeReadNothingGoes(Harm harm) {
    Typed untag = untag(asked -> asked.matches("GET .*/manifests/(prod|b1|b2)") ? harm : Harm.NONE);

    assertThat(untag.exit()).as(untag.said()).isEqualTo(1);
    assertThat(untag.err()).contains("team/app: its tag", "cannot be read");
    requireAll(List.copyOf(all.keySet()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Harm.class,
      names = {"ERROR", "PAGE", "HALF", "LOST", "SILENCE"})
  void whereRepositoriesCannotBeListedNothingGoes(Harm harm) {
    Typed untag = untag(asked -> asked.equals("GET /v2/_catalog") ? harm : Harm.NONE);

    assertThat(untag.exit()).as(untag.said()).isEqualTo(4);
    requireAll(List.copyOf(all.keySet()));
  }

  /// Whether this asks for the deletion of an image, and not of what was put there to be deleted.
  private boolean deletion(String asked) {
    return all.values().stream()
        .anyMatch(image -> asked.equals("DELETE /v2/" + APP + "/manifests/" + image.digest()));
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsLookedAt() {
    Typed untag = untag(asked -> deletion(asked) ? Harm.LOST : Harm.NONE);

    assertThat(untag.exit()).as(untag.said()).isEqualTo(1);
    assertThat(untag.err()).contains("untagged 4 tags", "team/app:b1 stays");
    assertThat(registry.client().tags(APP)).containsExactly("b1", "latest", "prod");
    requireAll(List.of("b1", "latest", "prod"));
  }

  @Test
  void aRegistryThatFailsAgainAndAgainIsLeftAlone() {
    var deletions = new AtomicInteger();
    Typed untag =
        untag(asked -> deletion(asked) && deletions.incrementAndGet() > 0 ? Harm.ERROR : Harm.NONE);

    assertThat(untag.exit()).as(untag.said()).isEqualTo(3);
    assertThat(untag.err()).contains("the registry fails again and again: it answers 500");
    assertThat(deletions.get()).isEqualTo(3);
    requireAll(List.copyOf(all.keySet()));
  }
}
