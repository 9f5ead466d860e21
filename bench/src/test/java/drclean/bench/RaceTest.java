// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.bench.Goal.AtLeast;
import drclean.bench.Goal.AtMost;
import drclean.bench.Goal.Nothing;
import drclean.bench.Outcome.Failed;
import drclean.bench.Outcome.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
  private static final Command TRUE = Command.of("true");
  private static final Contestant OURS = Contestant.of("ours", 2, new Nothing(), TRUE);

  @Test
  void contestantsTakeTurnsAndShareTheirRoundsScratch(@TempDir Path folder) throws IOException {
    var log = folder.resolve("log");
    var first = new Contestant("first", 2, new Nothing(), s -> note(log, s, "a"));
    var second = new Contestant("second", 1, new Nothing(), s -> note(log, s, "b"));

    var outcomes = new Race("race", "world", List.of(first, second)).run(Ground.kept(folder));

    assertThat(log).hasContent("a 0\nb 1\na 0\n");
    assertThat(outcomes.get(first))
        .isInstanceOfSatisfying(Times.class, t -> assertThat(t.sorted()).hasSize(2));
    assertThat(outcomes.get(second))
        .isInstanceOfSatisfying(Times.class, t -> assertThat(t.sorted()).hasSize(1));
  }

  /// Adds who runs and how many ran in this scratch folder before.
  private static Command note(Path log, Path scratch, String who) {
    return Command.shell("echo $1 $(ls $2 | wc -l) >> $3; touch $2/$1", who, scratch, log);
  }

  @Test
  void oneWhoFailsHasAReasonAndNoTime(@TempDir Path folder) throws IOException {
    var broken = Contestant.of("broken", 2, new Nothing(), Command.shell("echo no >&2; exit 3"));
    var missing = Contestant.of("missing", 2, new Nothing(), Command.of("/nowhere/to-be-found"));

    var outcomes =
        new Race("race", "world", List.of(broken, missing, OURS)).run(Ground.kept(folder));

    assertThat(outcomes.get(broken)).isEqualTo(new Failed("exit 3: no"));
    assertThat(outcomes.get(missing)).isEqualTo(new Failed("cannot be started: to-be-found"));
    assertThat(outcomes.get(OURS)).isInstanceOf(Times.class);
  }

  @Test
  void theTableComparesMediansWithTheFirst() {
    var peer = Contestant.of("peer", 3, new AtLeast(6), TRUE);
    var again = Contestant.of("again", 1, new AtMost(0.5), TRUE);
    var outcomes = new LinkedHashMap<Contestant, Outcome>();
    outcomes.put(OURS, new Times(List.of(1.0, 3.0)));
    outcomes.put(peer, new Times(List.of(99.0, 1.0, 13.0)));
    outcomes.put(again, new Times(List.of(1.5)));

    assertThat(Table.of(new Race("race", "world", List.of()), outcomes))
        .contains("| ours | 2.000 s | 1.000–3.000 s | 2 | 1.00 |  |")
        .contains("| peer | 13.000 s | 1.000–99.000 s | 3 | 6.50 | ≥ 6.00: met |")
        .contains("| again | 1.500 s | 1.500–1.500 s | 1 | 0.75 | ≤ 0.50: **missed** |");
  }

  @Test
  void theLargeRaceRunsOnlyWhenAskedFor() {
    var page = Path.of("page");

    assertThat(Asked.parse(List.of(), page).races()).contains("report").doesNotContain("large");
    assertThat(Asked.parse(List.of("v1", "--big"), page).races()).containsExactly("large", "v1");
    assertThat(Asked.parse(List.of("--dir", "here", "--write"), page).ground())
        .contains(Path.of("here"));
    assertThatThrownBy(() -> Asked.parse(List.of("--dir"), page))
        .hasMessage("not understood: --dir");
  }
}
