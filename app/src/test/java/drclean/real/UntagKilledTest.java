// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.Snapshot;
import drclean.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process is killed by SIGKILL when a tag that chance picks is removed. The next run
/// works at once, and nothing is lost.
class UntagKilledTest {
  private static final int ROUNDS = 3;
  private static final int TAGS = 150;
  private static final long SEED = 20_261_124;
  private static final String POLICY =
      """
      version: 1
      defaults: {limits: {percent: 100}}
      rules: [{name: builds, tags: ["b*"], keep: {last: 5}, delete: rest}]
      """;

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);

  private WrittenRegistry world(int round) {
    var registry = new WrittenRegistry(folder.resolve("registry" + round));
    var images = Images.oci(SEED + round);
    var shared = images.layer(300);
    for (int i = 0; i < TAGS; i++) {
      registry.push(images.image(List.of(shared, images.layer(50))), "team/app" + i % 3, "b" + i);
    }
    return registry.aged();
  }

  private static Typed done(String command, WrittenRegistry registry, String... options) {
    var typed = Typed.line(command, registry.root(), options);
    assertThat(typed.exit()).as(typed.said()).isZero();
    return typed;
  }

  @Test
  void anUntagThatIsKilledLosesNothingAndTheNextOneFinishes() throws IOException {
    var policy = Files.writeString(folder.resolve("policy.yaml"), POLICY).toString();
    int killed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var registry = world(round);
      var before = Snapshot.of(registry.root()).restorable();
      var going = going(registry, policy);
      var victim = going.get(random.nextInt(going.size()));

      var end =
          Killed.when(
              () -> !Files.exists(victim, LinkOption.NOFOLLOW_LINKS),
              folder,
              List.of("untag", registry.root().toString(), "--policy", policy, "--yes"));

      killed += end.exit() == Killed.BY_SIGKILL ? 1 : 0;
      assertThat(Snapshot.of(registry.root()).withMoved()).isEqualTo(before.withMoved());
      done("untag", registry, "--policy", policy, "--yes");
      assertThat(going).noneMatch(tag -> Files.exists(tag));
      done("validate", registry, "--deep");
      done("restore", registry, "--all", "--yes");
      registry.requireWhole();
      assertThat(Snapshot.of(registry.root()).restorable()).isEqualTo(before);
    }
    assertThat(killed).isGreaterThanOrEqualTo(ROUNDS - 1);
  }

  /// The folders of the tags that go.
  private static List<Path> going(WrittenRegistry registry, String policy) {
    var dry = done("untag", registry, "--policy", policy, "--dry-run", "--format", "csv");
    var folders = new ArrayList<Path>();
    dry.out()
        .lines()
        .skip(1)
        .map(line -> line.split(",")[0].split(":"))
        .forEach(
            tag ->
                folders.add(
                    registry
                        .root()
                        .resolve("docker/registry/v2/repositories/" + tag[0])
                        .resolve("_manifests/tags/" + tag[1])));
    assertThat(folders).hasSize(TAGS - 15);
    return folders;
  }
}
