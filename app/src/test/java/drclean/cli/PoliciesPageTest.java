// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page about policies says what the program does.
class PoliciesPageTest {
  private static final Path PAGE = Path.of("../docs/policies.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("(?m)^dr-clean (\\w+(?: \\w+)?).*$");

  @TempDir private Path folder = Path.of("");

  private static List<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private Typed.Answer type(String line) {
    return Typed.at(folder.resolve("registry"), folder.resolve("cache")).type(line);
  }

  @Test
  void itsPoliciesAreWellFormedAndDoWhatTheirTestsSay() throws IOException {
    List<String> policies = found(YAML);

    assertThat(policies).isNotEmpty();
    for (String policy : policies) {
      Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
      Typed.Answer check = type("policy check " + file);
      assertThat(check.exit()).as(policy + check.out()).isZero();
      assertThat(check.out()).doesNotContain("warning");
      assertThat(type("policy test " + file).exit()).isZero();
    }
  }

  @Test
  void itsFirstPolicyJudgesARegistry() throws IOException {
    Files.writeString(folder.resolve("used.txt"), "example.org/team/app:b1 shop/cart\n");
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            found(YAML)
                .getFirst()
                .replace("# in-use: [{file: in-use.txt}]", "in-use: [{file: used.txt}]"));
    var registry = new Pushed(folder.resolve("registry"));
    for (int build = 1; build <= 14; build++) {
      registry.push("team/app", "b" + build, "build " + build, 100 - build);
    }
    registry.push("team/app", "latest", "build 1", 90).push("team/app", "v1.2.3", "release", 90);

    Typed.Answer answer = type("untag ROOT --policy " + file + " --dry-run --max-percent 30");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("team/app:b2 ", "team/app:b5 ", "total tag: 4")
        .doesNotContain("team/app:b1 ", "team/app:b6 ", "latest", "v1.2.3");
  }

  @Test
  void theCommandsThatItShowsAreThere() throws IOException {
    for (String words : found(LINE)) {
      String command = words.startsWith("policy ") ? words : words.split(" ")[0];
      assertThat(type(command + " --help").exit()).as(command).isZero();
    }
  }
}
