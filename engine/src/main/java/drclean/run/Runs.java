// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.plan.Step;
import drclean.registry.Refused;
import drclean.storage.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The runs in a quarantine.
public final class Runs {
  private Runs() {}

  /// The names of all runs, newest first. What is not named as a run is left alone.
  public static List<String> ids(Registry registry) {
    return switch (registry.storage().list(registry.runs())) {
      case Answer.Absent<List<String>> _ -> List.of();
      case Answer.Found<List<String>>(var names) ->
          newestFirst(
              registry, names.stream().filter(name -> RunId.started(name).isPresent()).toList());
      case Answer.Unreadable<List<String>>(var why) ->
          throw new Refused(
              "refused: the quarantine %s cannot be read (%s); make it readable for this user"
                  .formatted(registry.runs(), why));
    };
  }

  /// A name tells the second; runs of one second are told apart by when their plans were made.
  private static List<String> newestFirst(Registry registry, List<String> ids) {
    Map<Instant, Long> seconds =
        ids.stream().collect(Collectors.groupingBy(Runs::started, Collectors.counting()));
    Map<String, Instant> made =
        ids.stream()
            .filter(id -> seconds.getOrDefault(started(id), 0L) > 1)
            .collect(Collectors.toMap(id -> id, id -> PlanFile.made(registry, id)));
    return ids.stream()
        .sorted(
            Comparator.comparing(Runs::started)
                .thenComparing(id -> made.getOrDefault(id, Instant.EPOCH))
                .thenComparing(Comparator.naturalOrder())
                .reversed())
        .toList();
  }

  /// All runs with what they keep, newest first.
  public static List<Run> list(Registry registry) {
    return ids(registry).stream().map(id -> read(registry, id)).toList();
  }

  /// The names of the runs whose time to be deleted has come: those that ended longer ago than
  /// this, and those that a purge has begun to delete, however long they waited.
  static Stream<String> dueIds(Registry registry, Duration hold) {
    Instant now = registry.clock().instant();
    return ids(registry).stream()
        .filter(
            id ->
                begun(registry, id)
                    || Duration.between(since(registry, id), now).compareTo(hold) >= 0);
  }

  /// Whether a purge has begun to delete a run.
  static boolean begun(Registry registry, String id) {
    return registry.exists(registry.deleted(id));
  }

  /// From when on a run's waiting time counts.
  private static Instant since(Registry registry, String id) {
    return Run.since(started(id), Ending.read(registry, id).map(Ending::finished));
  }

  /// The runs whose time to be deleted has come, newest first.
  public static List<Run> due(Registry registry, Duration hold) {
    return dueIds(registry, hold).map(id -> read(registry, id)).toList();
  }

  /// When the run of this name began.
  public static Instant started(String id) {
    return RunId.started(id).orElseThrow();
  }

  /// One run with what it keeps.
  public static Run read(Registry registry, String id) {
    Optional<Ending> ending = Ending.read(registry, id);
    Map<String, Total> kept = kept(registry, id);
    Run.State state =
        begun(registry, id)
            ? Run.State.PURGING
            : ending
                .map(Ending::state)
                .orElse(kept.isEmpty() ? Run.State.PLANNED : Run.State.INTERRUPTED);
    return new Run(id, started(id), ending.map(Ending::finished), state, kept);
  }

  private static Map<String, Total> kept(Registry registry, String id) {
    var kept = new LinkedHashMap<String, Total>();
    try (Stream<Step.Move> moves = moves(registry, id)) {
      moves.forEach(
          move -> kept.merge(move.item().kind(), new Total(1, move.bytes()), Total::plus));
    }
    rest(registry, id).forEach((kind, total) -> kept.merge(kind, total, Total::plus));
    return kept;
  }

  /// What a purge that was stopped has left of a run. What no step tells counts by its files.
  private static Map<String, Total> rest(Registry registry, String id) {
    String folder = registry.deleted(id);
    var rest = new LinkedHashMap<String, Total>();
    List<String> kinds = registry.storage().list(folder).found().orElse(List.of());
    if (!kinds.isEmpty()) {
      Map<String, Long> items = partly(registry, id);
      for (String kind : kinds.stream().sorted().toList()) {
        Tree tree = Tree.of(registry.storage(), folder + "/" + kind);
        if (tree.files() > 0) {
          rest.put(kind, new Total(items.getOrDefault(kind, tree.files()), tree.bytes()));
        }
      }
    }
    return rest;
  }

  private static Map<String, Long> partly(Registry registry, String id) {
    try (Stream<Step> steps = Kept.steps(registry, id).get()) {
      return steps
          .filter(Step.Move.class::isInstance)
          .map(Step.Move.class::cast)
          .filter(move -> registry.exists(registry.deleted(id, move.item(), move.path())))
          .collect(Collectors.groupingBy(move -> move.item().kind(), Collectors.counting()));
    }
  }

  /// How many items of a run are still on the disk, those too that a purge began to delete.
  static long items(Registry registry, String id) {
    try (Stream<Step> steps = Kept.steps(registry, id).get()) {
      return steps
          .filter(Step.Move.class::isInstance)
          .map(Step.Move.class::cast)
          .filter(
              move ->
                  registry.exists(registry.moved(id, move.item(), move.path()))
                      || registry.exists(registry.deleted(id, move.item(), move.path())))
          .count();
    }
  }

  /// What a run still keeps in quarantine, referrers first.
  public static Stream<Step.Move> moves(Registry registry, String id) {
    return Kept.steps(registry, id)
        .get()
        .filter(Step.Move.class::isInstance)
        .map(Step.Move.class::cast)
        .filter(move -> registry.exists(registry.moved(id, move.item(), move.path())));
  }
}
